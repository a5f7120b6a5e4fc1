import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CommandError } from "../../../../local/cli/command/commandError.ts";
import { parseCommand } from "../../../../local/cli/command/parseCommand.ts";
import { realisticSeed } from "../../../../local/cli/starting/realisticSeed.ts";

const command = {
  name: "npm run thing --",
  usage: ["FILE [options]"],
  operands: [1, 1],
  options: {
    json: { type: "boolean", help: "" },
    key: { type: "string", help: "" },
    local: { type: "list", help: "" },
    realistic: { type: "optional", help: "" },
  },
} as const;

const absent = { json: false, key: null, local: [], realistic: null };

describe("parseCommand", () => {
  for (const [args, options] of [
    [["f"], absent],
    [["f", "--json", "--key", "k"], { ...absent, json: true, key: "k" }],
    [["--local", "a", "f", "--local=b"], { ...absent, local: ["a", "b"] }],
    [["--realistic", "f"], { ...absent, realistic: "" }],
    [["--realistic", "--realistic=42", "f"], { ...absent, realistic: "=42" }],
  ] as const)
    it(`reads '${args.join(" ")}'`, () => {
      assert.deepEqual(parseCommand(command, args), { help: false, options, operands: ["f"] });
    });

  it("takes - as an operand, and everything behind --", () => {
    assert.deepEqual(parseCommand(command, ["-"]).operands, ["-"]);
    assert.deepEqual(parseCommand(command, ["--", "--json"]).operands, ["--json"]);
  });

  it("asks for nothing else where help is wanted", () => {
    assert.equal(parseCommand(command, ["--help"]).help, true);
    assert.equal(parseCommand(command, ["-h", "a", "b"]).help, true);
  });

  for (const [args, message] of [
    [[], "Something is missing: npm run thing -- FILE [options]."],
    [["a", "b"], '"b" is one argument too many: npm run thing -- FILE [options].'],
    [["a", "--key"], "Option '--key <value>' argument missing."],
    [["a", "--json=1"], "Option '--json' does not take an argument."],
    [["a", "--realistically"], "Unknown option '--realistically'."],
  ] as const)
    it(`refuses '${args.join(" ")}' as wrong use`, () => {
      assert.throws(
        () => parseCommand(command, args),
        (error: unknown) => {
          assert.ok(error instanceof CommandError);
          assert.deepEqual([error.message, error.exitCode], [message, 2]);
          return true;
        },
      );
    });
});

describe("--realistic[=SEED]", () => {
  for (const [value, seed] of [
    [null, null],
    ["", 1],
    ["=42", 42],
    ["=0", 0],
  ] as const)
    it(`is the seed ${String(seed)} for ${String(value)}`, () => {
      assert.equal(realisticSeed(value), seed);
    });

  for (const value of ["=", "=x", "=-1", "=1.5", "=1e2", "=0x10", "= 5", "=1234567890123456"])
    it(`is refused with '${value}'`, () => {
      assert.throws(() => realisticSeed(value), /seed must be a whole number/);
    });
});
