import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { basename, join, relative, sep } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { bundleParts, bytesOf } from "../../scripts/bundleParts.ts";
import { makePackage } from "../../scripts/makePackage.ts";
import { analyzed, common, World } from "../support/world/world.ts";
import type { Metafile } from "esbuild";

describe("npm run package", () => {
  let directory: string;
  let metafile: Metafile;
  before(async () => {
    // Outside the repository: no node_modules can be found from there.
    directory = await mkdtemp(join(tmpdir(), "capture-on-alert-package-"));
    metafile = await makePackage(directory);
  });
  after(() => rm(directory, { recursive: true, force: true }));

  /** Runs the package with a chunk missing until `broken` has been seen, then with it in place again. */
  async function withoutChunk(
    name: RegExp,
    broken: (world: World, restore: () => Promise<void>) => Promise<void>,
  ) {
    const chunk = (await readdir(join(directory, "dist"))).find((file) => name.test(file)) ?? "";
    const path = join(directory, "dist", chunk);
    const restore = () => rename(`${path}.away`, path);
    await rename(path, `${path}.away`);
    const world = await World.start(analyzed, { appDirectory: directory });
    try {
      await broken(world, restore);
    } finally {
      await world.close();
    }
  }

  it("makes a folder of what is deployed and nothing else", async () => {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(directory, join(parentPath, name)).replaceAll(sep, "/"));
    const outputs = Object.keys(metafile.outputs);
    const isOfPage = (path: string) => bundleParts(metafile).page.includes(path);
    const chunks = outputs.map((path) => `dist/${isOfPage(path) ? "console/" : ""}${basename(path)}`);
    const page = "dist/console/index.html";
    const expected = ["host.json", "package.json", "dist/THIRD-PARTY-NOTICES.txt", page, ...chunks];
    assert.deepEqual(files.toSorted(), expected.toSorted());
    for (const file of ["dist/main.js", "dist/main.js.map", "dist/analysisProcess.js"])
      assert.ok(chunks.includes(file), file);
  });

  it("writes a package.json that asks for no installation and no build", async () => {
    const manifest: unknown = JSON.parse(await readFile(join(directory, "package.json"), "utf8"));
    assert.deepEqual(Object.keys(manifest as object), [
      ...["name", "version", "private", "license", "type", "main", "engines"],
    ]);
  });

  it("bundles everything but Node's own modules and what the Functions worker provides", () => {
    const outside = Object.values(metafile.outputs).flatMap(({ imports }) =>
      imports.filter((found) => found.external),
    );
    const foreign = outside.map(({ path }) => path).filter((path) => !isBuiltin(path));
    assert.deepEqual([...new Set(foreign)], ["@azure/functions-core"]);
  });

  it("loads at most a megabyte for the webhook: no SDK, no report, no packet analysis", () => {
    const { webhook } = bundleParts(metafile);
    assert.ok(webhook.some((path) => basename(path) === "main.js"));
    assert.ok(bytesOf(metafile, webhook) <= 1_000_000, `${bytesOf(metafile, webhook)} bytes`);
    const inputs = webhook.flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}));
    const heavy = inputs.filter((path) =>
      /@azure\/(?!functions)|src\/report\/(?!operationId|reportPlaces)|src\/pcap\/|src\/azure\/azure\.ts/.test(
        path,
      ),
    );
    assert.deepEqual(heavy, []);
  });

  const importersOf = (file: string): string[] =>
    Object.entries(metafile.inputs)
      .filter(([, { imports }]) => imports.some(({ path }) => path.endsWith(file)))
      // A linked node_modules lies elsewhere.
      .map(([path]) => path.replace(/^.*?(?=node_modules\/)/, ""));

  it("leaves out forms, which only the Durable library's HTTP client could send, and never does", async () => {
    assert.deepEqual(importersOf("/form-data/lib/form_data.js"), ["node_modules/axios/dist/node/axios.cjs"]);
    const clients = importersOf("/dist/node/axios.cjs");
    assert.deepEqual(clients, ["node_modules/durable-functions/lib/src/durableClient/DurableClient.js"]);
    for (const path of clients) assert.doesNotMatch(await readFile(path, "utf8"), /form-?data|multipart/i);
  });

  it("leaves out of the validators only what nothing uses", async () => {
    const importers = importersOf("/validator/index.js");
    assert.ok(importers.length > 0);
    for (const path of importers) {
      const used = [...(await readFile(path, "utf8")).matchAll(/validator_1\.(\w+)/g)].map(
        ([, name]) => name,
      );
      assert.deepEqual([...new Set(used)], ["isURL"], path);
    }
  });

  it("loads without Node's HTTP/2, fetch and Web Crypto, which cost a third of the time", async () => {
    const load = `await import(${JSON.stringify(pathToFileURL(join(directory, "dist/main.js")))});
      console.log(JSON.stringify(process.moduleLoadList));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", load]);
    const builtins = stdout
      .slice(stdout.indexOf('["Internal'))
      .replaceAll(/(?:Native|Internal)(?:Module|Binding) /g, "");
    const loaded = JSON.parse(builtins) as string[];
    assert.ok(loaded.includes("http") && loaded.includes("crypto"), builtins);
    const heavy = ["internal/http2/core", "internal/deps/undici/undici", "internal/crypto/webcrypto"];
    assert.deepEqual(
      heavy.filter((name) => loaded.includes(name)),
      [],
    );
  });

  it("names every package that it contains, with its licence", async () => {
    const notices = await readFile(join(directory, "dist", "THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const words of ["durable-functions 3", "@azure/identity 4", "axios 1", "Apache License"])
      assert.ok(notices.includes(words), words);
    assert.ok(!notices.includes("(no licence named)"));
  });

  it("runs as it is: an alert becomes a capture and an email", async () => {
    const world = await World.start(analyzed, { appDirectory: directory });
    try {
      const { capture, emails } = await world.run(await common("WEB01"));
      assert.equal(capture.outcome, "captured");
      assert.ok((capture.bytes ?? 0) > 0, "the size of the file, read with the storage SDK");
      assert.ok((capture.summary?.packets ?? 0) > 0, "the summary, from the process of the analysis");
      assert.equal(emails.length, 1);
    } finally {
      await world.close();
    }
  });

  for (const [part, chunk, phase] of [
    ["clients of Azure", /^azure-\w+\.js$/, "resolving"],
    ["report", /^renderReport-\w+\.js$/, "reporting"],
  ] as const)
    it(`waits for the ${part} while they cannot be loaded`, () =>
      withoutChunk(chunk, async (world, restore) => {
        const instance = await world.fire(await common("WEB01"));
        await world.reach(instance, phase);
        await world.clock.advance(60_000);
        assert.equal((await world.status(instance)).customStatus?.phase, phase);
        await restore();
        assert.equal((await world.outcome(instance)).captures[0]?.outcome, "captured");
        assert.equal((await world.emails()).length, 1);
      }));

  it("answers 503 to a test email while the report cannot be loaded", () =>
    withoutChunk(/^renderReport-\w+\.js$/, async (world, restore) => {
      const response = await fetch(`${world.environment.url}/api/test-email`, { method: "POST" });
      assert.equal(response.status, 503);
      assert.match(await response.text(), /could not load the report/);
      await restore();
      assert.equal((await world.app("POST", "/test-email")).status, 200);
    }));
});
