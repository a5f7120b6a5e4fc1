import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { events as severities } from "../../src/telemetry/events.ts";

it("docs/architecture.md lists exactly the events that exist, with their severities", async () => {
  const text = await readFile(new URL("../../docs/architecture.md", import.meta.url), "utf8");
  const rows = [...text.matchAll(/^\| `(\w+\.\w+)` +\| (\w+) +\|/gm)].map(([, event, severity]) => [
    event,
    severity,
  ]);
  assert.deepEqual(Object.fromEntries(rows), severities);
});
