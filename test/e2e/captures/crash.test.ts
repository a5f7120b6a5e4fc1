import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { everyNth } from "../../support/depth.ts";
import { freePorts } from "../../support/freePorts.ts";
import { common, type Status } from "../../support/world/world.ts";
import type { SimulatedCapture, SimulatedEmail } from "../../support/world/simulated.ts";

/** Real processes on the real clock: what a power cut does to them cannot be had otherwise. */
describe("kill -9 of every process of the environment", () => {
  let directory: string;
  let ports: { app: number; azure: number; control: number; blob: number };
  let running: ChildProcess | undefined;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "capture-on-alert-crash-"));
    const [app = 0, azure = 0, control = 0, blob = 0] = await freePorts(4);
    ports = { app, azure, control, blob };
  });
  after(async () => {
    await kill();
    await rm(directory, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    const child = spawn(process.execPath, ["local/cli/start.ts"], {
      detached: true, // a process group of its own, to be killed as a whole
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        PORT: String(ports.app),
        LOCAL_AZURE_PORT: String(ports.azure),
        LOCAL_CONTROL_PORT: String(ports.control),
        LOCAL_BLOB_PORT: String(ports.blob),
        LOCAL_STATE_DIR: directory,
        CAPTURE_TIME_LIMIT_SECONDS: "4",
        POLL_MIN_SECONDS: "1",
        POLL_MAX_SECONDS: "1",
      },
    });
    running = child;
    for await (const line of createInterface({ input: child.stdout })) if (line.startsWith("Ready: ")) return;
    assert.fail("The environment ended before it was ready.");
  }

  async function kill(): Promise<void> {
    if (running?.pid === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const exit = once(running, "exit");
    process.kill(-running.pid, "SIGKILL");
    await exit;
  }

  const control = async <T>(path: string, init: RequestInit = {}): Promise<T> =>
    (await (await fetch(`http://127.0.0.1:${ports.control}${path}`, init)).json()) as T;

  async function until(statusUri: string, done: (status: Status) => boolean): Promise<Status> {
    for (;;) {
      const status = (await (await fetch(statusUri)).json()) as Status;
      if (done(status)) return status;
      await setTimeout(50);
    }
  }

  /** Resolves in the phase of an alert in which the power is cut. */
  const phases: Readonly<Record<string, (statusUri: string) => Promise<unknown>>> = {
    accepted: () => Promise.resolve(),
    capturing: (uri) => until(uri, ({ customStatus }) => customStatus?.phase === "capturing"),
    reporting: async (uri) => {
      const faults = [{ path: "/emails:send", status: "timeout" }];
      await control("/faults", { method: "PUT", body: JSON.stringify(faults) });
      await until(uri, ({ customStatus }) => customStatus?.phase === "reporting");
    },
  };
  const chosen = everyNth(3, Object.entries(phases), 1);

  const names = chosen.map(([phase]) => phase).join(", ");
  it(`in the phases of one alert (${names}) leaves one capture, one file and one email`, async () => {
    await start();
    const response = await fetch(`http://127.0.0.1:${ports.app}/api/alerts`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(await common("WEB01")),
    });
    assert.equal(response.status, 202);
    const { statusQueryGetUri } = (await response.json()) as { statusQueryGetUri: string };
    for (const [, phase] of chosen) {
      await phase(statusQueryGetUri);
      await kill();
      await start();
    }
    const { output } = await until(statusQueryGetUri, ({ runtimeStatus }) => runtimeStatus === "Completed");
    assert.equal(output?.captures[0]?.outcome, "captured", JSON.stringify(output));
    assert.ok((output.captures[0].bytes ?? 0) > 0);
    const captures = await control<SimulatedCapture[]>("/captures");
    assert.deepEqual(
      captures.map(({ status }) => status),
      ["Stopped"],
    );
    assert.equal((await control<SimulatedEmail[]>("/emails")).length, 1);
  });
});
