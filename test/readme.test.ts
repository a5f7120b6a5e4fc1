import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { documentText } from "./support/documents.ts";

const text = documentText("README.md");

describe("README.md", () => {
  it("has at most 150 lines", () => {
    assert.ok(text.split("\n").length <= 151);
  });

  it("has the commands of the demo and of the tests in code blocks of their own", () => {
    for (const command of ["npm ci && npm run demo", "npm ci && npm test"])
      assert.ok(text.includes(`\n\`\`\`sh\n${command}\n\`\`\`\n`), command);
  });
});
