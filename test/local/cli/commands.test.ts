import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { cliProcess } from "../../support/cli/cliProcess.ts";

const commands = ["start", "demo", "alert", "analyze", "captures"];
const { scripts } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};

describe("every command", () => {
  it("is a script of package.json", () => {
    const node = "node --import ./local/cli/compileCache.ts";
    for (const command of commands) assert.equal(scripts[command], `${node} local/cli/${command}.ts`);
  });

  it("shows usage, options, examples, variables and exit codes with --help, and nothing else", async () => {
    const shown = await Promise.all(commands.map((command) => cliProcess(command, ["--help"])));
    for (const [index, { code, stdout, stderr }] of shown.entries()) {
      const command = commands[index] ?? "";
      assert.deepEqual([code, stderr], [0, ""], command);
      assert.match(stdout, new RegExp(`^Usage: npm (?:run )?${command} --`));
      for (const part of [
        "Options:",
        "Examples:",
        "Environment variables:",
        "Exit codes:",
        "--json",
        "--help",
      ])
        assert.ok(stdout.includes(part), `${command}: ${part}`);
      for (const meaning of [/^ {2}0 {2,}\w/m, /^ {2}1 {2,}\w/m, /^ {2}2 {2,}wrong use$/m])
        assert.match(stdout, meaning);
      assert.equal(stdout.includes("--realistic[=SEED]"), ["start", "demo"].includes(command));
    }
  });

  it("refuses an unknown option with exit code 2, a sentence, and where its usage is", async () => {
    const refused = await Promise.all(commands.map((command) => cliProcess(command, ["--loud"])));
    for (const [index, { code, stdout, stderr }] of refused.entries()) {
      const name = `npm (?:run )?${commands[index] ?? ""} --`;
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, new RegExp(`^Unknown option '--loud'\\.\nUsage and examples: ${name} --help\n$`));
    }
  });
});
