import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { cliProcess } from "../support/cli/cliProcess.ts";
import { interruptedCommand } from "../support/cli/interruptedCommand.ts";

it("two demos at once both end well, each with a capture file and an email of its own", async (t) => {
  const state = mkdtempSync(join(tmpdir(), "demos-"));
  t.after(() => {
    rmSync(state, { recursive: true });
  });
  const env = { LOCAL_STATE_DIR: state };
  const [people, machines] = await Promise.all([
    cliProcess("demo", [], env),
    cliProcess("demo", ["--json"], env),
  ]);
  assert.deepEqual([people.code, people.stderr, machines.code, machines.stderr], [0, "", 0, ""]);
  assert.match(people.stdout, /\] 100%\n/);
  assert.match(people.stdout, /^ {2}Sent to {7}oncall@example\.com$/m);
  const types = machines.stdout
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { type: string }).type);
  assert.deepEqual([types.at(0), types.at(-1)], ["decision", "outcome"]);
  for (const folder of ["demo", "demo-2"].map((name) => join(state, name))) {
    assert.equal(readdirSync(folder).filter((name) => name.endsWith(".cap")).length, 1, folder);
    assert.ok(existsSync(join(folder, "outbox", "1.html")), folder);
  }
});

for (const [command, awaited, code, said] of [
  ["start", /^Ready: /m, 0, /^Everything is stopped\. Its state is kept in /m],
  ["demo", /Capturing packets/, 130, /^Everything is stopped\. The alert was not followed to its end\.$/m],
] as const)
  it(`Ctrl-C stops everything that npm run ${command} started, and says so`, async (t) => {
    const state = mkdtempSync(join(tmpdir(), "interrupted-"));
    t.after(() => {
      rmSync(state, { recursive: true });
    });
    const ports = { PORT: "0", LOCAL_AZURE_PORT: "0", LOCAL_CONTROL_PORT: "0", LOCAL_BLOB_PORT: "0" };
    const ended = await interruptedCommand([command], awaited, { ...ports, LOCAL_STATE_DIR: state });
    assert.equal(ended.code, code, ended.stderr);
    const printed = ended.stdout + ended.stderr;
    assert.match(printed, /^Stopping .*the function app, simulated Azure and blob storage …$/m);
    assert.match(printed, said);
  });
