/*
 * node bench/coldstart.ts [--runs N]: what is deployed, in bytes, and how long a cold process takes to load
 * it: beside an empty node, and the same app without a bundler. Processes take turns. Fails when a budget is
 * missed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { glob, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";
import ts from "typescript";
import { durableClientBinding } from "../local/host/http/durableClientBinding.ts";
import { bundleParts, bytesOf } from "../scripts/bundleParts.ts";
import { makePackage } from "../scripts/makePackage.ts";
import type { AddressInfo } from "node:net";

const { values } = parseArgs({ options: { runs: { type: "string", default: "15" } } });
const runs = Number(values.runs);
const budget = { bytes: 550_000, ratio: 4 };
const root = resolve(import.meta.dirname, "..");
const alert = join(root, "test/fixtures/alerts/x01-common-vm-netout-fired.json");

const subscription = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
const settings = {
  CAPTURE_STORAGE_ACCOUNT_ID: `${subscription}/resourceGroups/Prod-Web-RG/providers/Microsoft.Storage/storageAccounts/bench`,
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
  NOTIFY_EMAIL_TO: "oncall@example.com",
  EMAIL_SENDER: "DoNotReply@example.com",
  EMAIL_ENDPOINT: "https://127.0.0.1",
};

interface Ending {
  readonly milliseconds: number;
  readonly output: string;
}

/** Runs a node to its end. @throws Error when it fails. */
async function cold(parameters: readonly string[]): Promise<Ending> {
  const started = performance.now();
  const child = spawn(process.execPath, parameters, {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0)
    throw new Error(`node ${parameters.join(" ").slice(0, 200)} ended with ${code ?? "a signal"}.`);
  return { milliseconds: performance.now() - started, output };
}

/** The app as a compiler without a bundler leaves it, beside the repository's node_modules. */
async function writeUnbundled(directory: string): Promise<string> {
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    verbatimModuleSyntax: true,
    rewriteRelativeImportExtensions: true,
  };
  for await (const file of glob("src/**/*.ts", { cwd: root })) {
    const { outputText } = ts.transpileModule(await readFile(join(root, file), "utf8"), { compilerOptions });
    const path = join(directory, file.replace(/\.ts$/, ".js"));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, outputText);
  }
  await writeFile(join(directory, "package.json"), '{"type":"module"}');
  await symlink(join(root, "node_modules"), join(directory, "node_modules"));
  return pathToFileURL(join(directory, "src/main.js")).href;
}

/**
 * A Durable backend that knows no instance and starts everything at once: the app's own time is what is
 * measured.
 */
async function startBackend(): Promise<Server> {
  const server = createServer((request, response) => {
    response.statusCode = request.method === "POST" ? 202 : 404;
    response.setHeader("Content-Type", "application/json");
    request.resume().on("end", () => response.end("{}"));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;

/** The median of each, taken in turns, so that whatever else the machine does meets them all alike. */
async function inTurns<Name extends string>(
  measures: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(measures) as Name[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let run = 0; run < runs; run += 1) for (const name of names) taken[name].push(await measures[name]());
  return Object.fromEntries(names.map((name) => [name, median(taken[name])])) as Record<Name, number>;
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;

/** Packs the app, prints what there is of it; what the processes need. */
async function prepare(directory: string) {
  const metafile = await makePackage(join(directory, "package"));
  const { webhook, later } = bundleParts(metafile);
  const coldApp = join(directory, "coldApp.mjs");
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, "coldApp.ts")],
    ...{ outfile: coldApp, bundle: true, platform: "node", format: "esm", target: "node22" },
  });
  const unbundled = await writeUnbundled(join(directory, "unbundled"));
  const counted = JSON.parse((await cold([coldApp, "count", unbundled])).output) as Record<string, number>;
  const bytes = bytesOf(metafile, webhook);
  const parts = later.map(
    (path) => `${basename(path).replace(/(?:-\w+)?\.js$/, "")} ${kilobytes(bytesOf(metafile, [path]))}`,
  );
  console.log(`Size
  for the webhook    ${kilobytes(bytes)}, ${webhook.length} files (budget ${kilobytes(budget.bytes)})
  when needed        ${kilobytes(bytesOf(metafile, later))}: ${parts.join(", ")}
  without a bundler  ${kilobytes(counted.bytes ?? NaN)}, ${counted.files ?? NaN} files for the webhook`);
  const imports = webhook.flatMap((path) => metafile.outputs[path]?.imports ?? []);
  const builtins = new Set(imports.map(({ path }) => path).filter((path) => isBuiltin(path)));
  const bundle = pathToFileURL(join(directory, "package/dist/main.js")).href;
  return { bytes, coldApp, bundle, unbundled, builtins: [...builtins] };
}

const directory = await mkdtemp(join(tmpdir(), "capture-on-alert-coldstart-"));
const backend = await startBackend();
try {
  const { bytes, coldApp, bundle, unbundled, builtins } = await prepare(directory);
  const { port } = backend.address() as AddressInfo;
  const client = durableClientBinding({ origin: `http://127.0.0.1:${port}`, hubName: "Bench", key: "key" });
  const load = (main: string) => async () => (await cold([coldApp, "load", main])).milliseconds;
  const answer = (main: string) => async () =>
    Number((await cold([coldApp, "answer", main, client, alert])).output);
  const script = builtins.map((name) => `process.getBuiltinModule(${JSON.stringify(name)});`).join("");
  const medians = await inTurns({
    empty: async () => (await cold(["-e", ""])).milliseconds,
    platform: async () => (await cold(["-e", script])).milliseconds,
    bundle: load(bundle),
    unbundled: load(unbundled),
    bundleAnswer: answer(bundle),
    unbundledAnswer: answer(unbundled),
  });
  const { empty } = medians;
  const line = (name: string, time: number, note = "") =>
    `  ${name.padEnd(25)}${time.toFixed(0).padStart(5)} ms ${(time / empty).toFixed(1).padStart(5)} ×  ${note}`.trimEnd();
  console.log(`
Loading in a cold process, median of ${runs} each, Node ${process.version}
${line('node -e ""', empty)}
${line("Node's modules only", medians.platform, "those that the webhook uses; the Functions worker has most of them")}
${line("the package", medians.bundle, `budget ${budget.ratio} ×`)}
${line("without a bundler", medians.unbundled)}

The first alert answered, from the start of the process, on a backend that answers at once
${line("the package", medians.bundleAnswer)}
${line("without a bundler", medians.unbundledAnswer)}`);
  const missed = bytes > budget.bytes || !(medians.bundle / empty <= budget.ratio);
  if (missed) console.error("\nA budget is missed.");
  process.exitCode = missed ? 1 : 0;
} finally {
  backend.close();
  await rm(directory, { recursive: true, force: true });
}
