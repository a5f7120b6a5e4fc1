import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { readOptions } from "../../../scripts/conformance/readOptions.ts";
import { scenarios } from "../../../scripts/conformance/scenarios.ts";

const site = ["--host", "http://127.0.0.1:7071", "--control", "http://127.0.0.1:7072"];
const read = (...args: readonly string[]) => readOptions([...site, ...args], () => undefined);

describe("the arguments of npm run conformance", () => {
  it("select all scenarios, 40 stops and three minutes by default", () => {
    const options = read();
    assert.deepEqual([options?.stops, options?.timeoutSeconds, options?.key], [40, 180, null]);
    assert.deepEqual([...(options?.scenarios.keys() ?? [])], [...scenarios.keys()]);
  });

  it("select scenarios by name, or by the part before the dot", () => {
    const names = [...(read("--only", "tooLarge", "--only", "health")?.scenarios.keys() ?? [])];
    assert.deepEqual(names, ["tooLarge.byOneKib", "tooLarge.byFar", "health"]);
  });

  it("need no control API for a host with wrong settings", () => {
    const args = ["--host", "http://h", "--expect-wrong-settings", "EMAIL_SENDER, NOTIFY_EMAIL_TO"];
    const options = readOptions(args, () => undefined);
    assert.deepEqual(options?.wrongSettings, ["EMAIL_SENDER", "NOTIFY_EMAIL_TO"]);
  });

  for (const [args, message] of [
    [["--control", "http://h"], /--host is missing/],
    [["--host", "http://h"], /--control is missing/],
    [["--host", "localhost:7071", "--control", "http://h"], /--host must be a URL/],
    [[...site, "--stops", "0"], /--stops must be a positive whole number: 0/],
    [[...site, "--timeout", "soon"], /--timeout must be/],
    [[...site, "--only", "stop"], /no scenario stop; --list/],
    [[...site, "--onyl", "health"], /Unknown option '--onyl'/],
  ] as const)
    it(`are refused: ${args.join(" ")}`, () => {
      assert.throws(() => readOptions(args, () => undefined), message);
    });

  it("print the usage or the names and run nothing", () => {
    for (const [flag, text] of [
      ["--help", /^Usage: npm run conformance/],
      ["--list", /^stopAtRandom +a stop at a random moment/],
    ] as const) {
      const shown: string[] = [];
      assert.equal(
        readOptions([flag], (line) => shown.push(line)),
        null,
      );
      assert.match(shown.join("\n"), text);
    }
  });
});

it("npm run conformance exits with 2 and its usage for wrong arguments", () => {
  const program = new URL("../../../scripts/conformance/conformance.ts", import.meta.url).pathname;
  const { status, stderr } = spawnSync(process.execPath, [program, "--host"], { encoding: "utf8" });
  assert.equal(status, 2);
  assert.match(stderr, /Usage: npm run conformance/);
});
