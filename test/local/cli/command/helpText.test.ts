import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { helpText } from "../../../../local/cli/command/helpText.ts";

const command = {
  name: "npm run thing --",
  usage: ["FILE [options]", "- [options]"],
  summary: "Does a thing with a file, and says what it did.",
  options: {
    json: { type: "boolean", help: "prints one JSON document" },
    seed: { type: "optional", value: "N", help: "where it begins; always the same for the same number" },
    key: { type: "string", value: "KEY", help: "a key" },
  },
  examples: [["npm run thing -- a.cap", "does it"]],
  variables: [["PORT", "where the app is (7071)"]],
  exits: [[130, "Ctrl-C"]],
} as const;

describe("helpText", () => {
  it("shows each form, option, example, variable and exit code", () => {
    assert.equal(
      helpText(command, 60),
      `Usage: npm run thing -- FILE [options]
       npm run thing -- - [options]

Does a thing with a file, and says what it did.

Options:
  --json      prints one JSON document
  --seed[=N]  where it begins; always the same for the same
              number
  --key KEY   a key
  --help, -h  shows this help

Examples:
  npm run thing -- a.cap
      does it

Environment variables:
  PORT  where the app is (7071)

Exit codes:
  0    done
  1    failed
  2    wrong use
  130  Ctrl-C`,
    );
  });

  it("puts meanings below their terms in a narrow terminal", () => {
    const lines = helpText(command, 30).split("\n");
    assert.ok(lines.includes("  --seed[=N]"));
    assert.ok(lines.includes("      where it begins; always"));
    const wide = lines.filter((line) => line.length > 30 && !line.includes("npm run"));
    assert.deepEqual(wide, []);
  });
});
