import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { failureCodes } from "../src/captures/outcome/failureCode.ts";

it("docs/runbook.md explains exactly the failure codes that exist", async () => {
  const text = await readFile(new URL("../docs/runbook.md", import.meta.url), "utf8");
  const explained = [...text.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, code]) => code);
  assert.deepEqual(explained.toSorted(), [...failureCodes].toSorted());
});
