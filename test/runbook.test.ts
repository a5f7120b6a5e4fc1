import assert from "node:assert/strict";
import { it } from "node:test";
import { failureCodes } from "../src/captures/outcome/failureCode.ts";
import { codeRows, documentText } from "./support/documents.ts";

it("docs/runbook.md explains exactly the failure codes that exist", () => {
  const explained = codeRows(documentText("docs/runbook.md")).map(([code]) => code);
  assert.deepEqual(explained.toSorted(), [...failureCodes].toSorted());
});
