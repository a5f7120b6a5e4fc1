import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { realisticSeed } from "../../../local/cli/realisticSeed.ts";

describe("--realistic[=SEED]", () => {
  for (const [args, realistic, rest] of [
    [[], null, []],
    [["--enable-auth"], null, ["--enable-auth"]],
    [["--realistic", "--enable-auth"], 1, ["--enable-auth"]],
    [["--realistic=42"], 42, []],
    [["--realistic=0"], 0, []],
    [["--realistically"], null, ["--realistically"]],
  ] as const)
    it(`is ${String(realistic)} in '${args.join(" ")}'`, () => {
      assert.deepEqual(realisticSeed(args), { realistic, rest });
    });

  for (const seed of ["", "x", "-1", "1.5", "1e2", "0x10", " 5"])
    it(`is refused with the seed '${seed}'`, () => {
      assert.throws(() => realisticSeed([`--realistic=${seed}`]), /seed must be a whole number/);
    });

  it("is in the help of npm start and of npm run demo", () => {
    for (const command of ["start", "demo"]) {
      const file = new URL(`../../../local/cli/${command}.ts`, import.meta.url).pathname;
      assert.match(
        execFileSync(process.execPath, [file, "--help"], { encoding: "utf8" }),
        /--realistic\[=SEED\]/,
      );
    }
  });
});
