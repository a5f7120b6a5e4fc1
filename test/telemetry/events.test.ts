import assert from "node:assert/strict";
import { it } from "node:test";
import { events } from "../../src/telemetry/events.ts";
import { codeRows, documentText } from "../support/documents.ts";

it("docs/events.md lists exactly the events that exist, with their severities", () => {
  const rows = codeRows(documentText("docs/events.md"));
  assert.deepEqual(Object.fromEntries(rows.map(([event, severity]) => [event, severity])), events);
});
