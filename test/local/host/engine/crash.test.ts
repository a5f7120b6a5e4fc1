import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { it } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { Status } from "../../../support/world/hostWorld.ts";

const program = new URL("../../../support/world/processes/hostProcess.ts", import.meta.url).pathname;

/** Starts a host process. `onLine` gets every line that its app prints. */
async function startProcess(stateFile: string, onLine: (line: string) => void) {
  const child = spawn(process.execPath, [program, stateFile], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface(child.stdout);
  const url = new Promise<string>((resolve) => {
    lines.on("line", (line) => {
      if (line.startsWith("url ")) resolve(`${line.slice(4)}/runtime/webhooks/durabletask`);
      else onLine(line);
    });
  });
  const kill = async () => {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  };
  return { url: await url, kill };
}

const post = (url: string, body: unknown) =>
  fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

it("a host that is killed repeatedly loses nothing and records every result once", async () => {
  const directory = await mkdtemp(join(tmpdir(), "host-crash-"));
  const stateFile = join(directory, "state.sqlite");
  const ids = Array.from({ length: 12 }, (_, n) => `journey-${n}`);
  const marks: string[] = [];
  let process = await startProcess(stateFile, (line) => marks.push(line));
  try {
    for (const id of ids)
      assert.equal((await post(`${process.url}/orchestrators/journey/${id}`, {})).status, 202);
    for (const seen of [5, 20, 35, 50]) {
      while (marks.length < seen) await setTimeout(2);
      await process.kill();
      process = await startProcess(stateFile, (line) => marks.push(line));
    }
    for (const id of ids) await post(`${process.url}/instances/${id}/raiseEvent/arrive`, id);
    for (const id of ids) {
      const status = await ended(process.url, id);
      assert.deepEqual(status.output, { sum: 15, end: id });
      for (const step of [1, 2, 3, 4, 5]) assert.ok(marks.includes(`mark ${id} ${step}`));
    }
  } finally {
    await process.kill();
    await rm(directory, { recursive: true });
  }
});

async function ended(url: string, id: string): Promise<Status> {
  for (;;) {
    const status = (await (await fetch(`${url}/instances/${id}`)).json()) as Status;
    if (status.runtimeStatus !== "Pending" && status.runtimeStatus !== "Running") return status;
    await setTimeout(10);
  }
}
