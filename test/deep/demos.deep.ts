import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { cliProcess } from "../support/cli/cliProcess.ts";

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
