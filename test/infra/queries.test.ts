import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { describe, it } from "node:test";

const folder = "infra/queries";
const queries = async (): Promise<(readonly [string, string])[]> =>
  Promise.all(
    (await readdir(folder)).map(async (name) => [name, await readFile(`${folder}/${name}`, "utf8")] as const),
  );

describe("the queries", () => {
  it("begin with what they tell, and read the app's log lines", async () => {
    for (const [name, query] of await queries()) {
      assert.match(query, /^\/\/ [A-Z](?:.*\n\/\/)*.*\.\n\w/, name);
      assert.match(query, /AppTraces\n\s*\| where Message startswith '\{"event":"/, name);
      assert.match(query, /parse_json\(Message\)/, name);
    }
  });
});
