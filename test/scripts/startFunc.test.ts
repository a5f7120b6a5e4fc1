import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import { loadConfig } from "../../src/config.ts";
import { ConfigError } from "../../src/settings/configError.ts";
import { table } from "../../src/settings/table.ts";
import { isDeep } from "../support/depth.ts";

const root = resolve(import.meta.dirname, "../..");
const exampleFile = join(root, "local.settings.example.json");

interface LocalSettings {
  readonly Values: Readonly<Record<string, string>>;
}
const readSettings = async (file: string): Promise<LocalSettings["Values"]> =>
  (JSON.parse(await readFile(file, "utf8")) as LocalSettings).Values;

describe("npm run start:func", () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "capture-on-alert-func-"));
    await copyFile(exampleFile, join(directory, "local.settings.example.json"));
  });
  after(() => rm(directory, { recursive: true, force: true }));

  /** Runs it in that folder, where a `func` may be, which is the only one on the PATH. */
  async function run(...parameters: string[]): Promise<{ code: number; output: string }> {
    const child = spawn(process.execPath, [join(root, "scripts/startFunc.ts"), ...parameters], {
      cwd: directory,
      env: { PATH: [directory, "/bin"].join(delimiter) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    const [code] = (await once(child, "close")) as [number];
    return { code, output };
  }

  it("says what to install where there are no Core Tools", async () => {
    const { code, output } = await run();
    assert.equal(code, 1);
    assert.match(output, /npm install -g azure-functions-core-tools@4/);
  });

  it("starts them with the user's parameters, on settings made from the example, and ends as they do", async () => {
    const func = join(directory, "func");
    await writeFile(func, '#!/bin/sh\n[ "$1" = --version ] || { echo "func $*"; exit 3; }\n');
    await chmod(func, 0o755);
    const { code, output } = await run("--port", "7075");
    assert.equal(code, 3, output);
    assert.match(output, /Created local\.settings\.json from local\.settings\.example\.json/);
    assert.match(output, /npx azurite/);
    assert.match(output, /^func start --port 7075$/m);
    const made = await readFile(join(directory, "local.settings.json"), "utf8");
    assert.equal(made, await readFile(exampleFile, "utf8"));
  });

  if (isDeep)
    it("leaves settings that are there as they are", async () => {
      const own = '{"Values":{"AzureWebJobsStorage":"mine"}}';
      await writeFile(join(directory, "local.settings.json"), own);
      const { output } = await run();
      assert.doesNotMatch(output, /was made|azurite/);
      assert.equal(await readFile(join(directory, "local.settings.json"), "utf8"), own);
    });
});

describe("local.settings.example.json", () => {
  it("names settings that the host or the app reads, and all that host.json refers to", async () => {
    const names = Object.keys(await readSettings(exampleFile));
    const known = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage", ...Object.keys(table)];
    assert.deepEqual(
      names.filter((name) => !known.includes(name)),
      [],
    );
    for (const [, name = ""] of (await readFile(join(root, "host.json"), "utf8")).matchAll(/%(\w+)%/g))
      assert.ok(names.includes(name), name);
  });

  it("is refused until its <…> are filled in, and is complete then", async () => {
    const values = await readSettings(exampleFile);
    assert.throws(() => loadConfig(values), ConfigError);
    const filled = Object.entries(values).map(([name, value]): [string, string] => [
      name,
      value
        .replaceAll("<subscription>", "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11")
        .replaceAll("<address>", "oncall@example.com")
        .replaceAll(/<\w+>/g, "filled"),
    ]);
    assert.equal(loadConfig(Object.fromEntries(filled)).email.to[0], "oncall@example.com");
  });
});
