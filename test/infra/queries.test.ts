import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { describe, it } from "node:test";

const folder = "infra/queries";
const events = "src/telemetry/events.ts";
const queries = async (): Promise<(readonly [string, string])[]> =>
  Promise.all(
    (await readdir(folder)).map(async (name) => [name, await readFile(`${folder}/${name}`, "utf8")] as const),
  );

describe("the queries", () => {
  it("begin with a description", async () => {
    for (const [name, query] of await queries())
      assert.match(query, /^\/\/ [A-Z](?:.*\n\/\/)*.*\.\n\w/, name);
  });

  it("read the app's log events", async () => {
    for (const [name, query] of await queries()) {
      assert.match(query, /AppTraces\n\s*\| where Message startswith '\{"event":"/, name);
      assert.match(query, /parse_json\(Message\)/, name);
    }
  });

  it("select records by the app's event, not by category, which Durable's own records share", async () => {
    for (const [name, query] of await queries()) {
      assert.match(query, /extend event = tostring\((?:line|parse_json\(Message\))\.event\)/, name);
      assert.match(query, /where (?:isnotempty\(event\)|event (?:!?in\b|==|startswith\b))/, name);
      assert.doesNotMatch(query, /categor/i, name);
    }
  });

  it("query events that the app logs", { skip: !existsSync(events) && `no ${events}` }, async () => {
    const told = [...(await readFile(events, "utf8")).matchAll(/"(\w+\.\w+)": "/g)].map(([, name]) => name);
    const asked = (await queries()).flatMap(([, query]) =>
      [...query.matchAll(/"(\w+\.\w+)"/g)].map(([, name]) => name),
    );
    assert.ok(told.length > 0 && asked.length > 5);
    assert.deepEqual(
      asked.filter((name) => !told.includes(name)),
      [],
    );
  });
});
