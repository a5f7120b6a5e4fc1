import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { buildConsole } from "./buildConsole.ts";
import { bundlePlugins } from "./bundlePlugins.ts";

const root = join(import.meta.dirname, "..");

/**
 * Builds the deployable bundle and returns esbuild's metafile: main.js, the program of an analysis, the
 * chunks that they load only when needed, and the captures page in console/. `@azure/functions-core` is not
 * an npm package: the Functions worker provides it through the `require` of CommonJS libraries, which the
 * banner defines inside the ES module.
 */
export async function buildApp(directory = join(root, "dist")): Promise<esbuild.Metafile> {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { main: "src/main.ts", analysisProcess: "src/analysis/analysisProcess.ts" },
    outdir: directory,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    // The maps translate a stack trace into file and line; the sources themselves are in the repository.
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node22",
    plugins: bundlePlugins,
    external: ["@azure/functions-core"],
    banner: {
      js: 'import{createRequire as _createRequire}from"node:module";const require=_createRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  const pageDirectory = join(directory, "console");
  const page = await buildConsole(pageDirectory);
  await mkdir(pageDirectory, { recursive: true });
  await Promise.all([...outputFiles, ...page.files].map(replaceFile));
  await removeStale(directory, new Set(outputFiles.map(({ path }) => path)));
  await removeStale(pageDirectory, new Set(page.files.map(({ path }) => path)));
  return {
    inputs: { ...metafile.inputs, ...page.metafile.inputs },
    outputs: { ...metafile.outputs, ...page.metafile.outputs },
  };
}

/** Removes the files of earlier builds, which are named by their content. */
async function removeStale(directory: string, current: ReadonlySet<string>): Promise<void> {
  const present = (await readdir(directory)).map((name) => join(directory, name));
  const stale = present.filter((path) => /\.(?:js(?:\.map)?|css)$/.test(path) && !current.has(path));
  await Promise.all(stale.map((path) => rm(path, { force: true })));
}

/**
 * Writes a file atomically, and only when it changes, because environments that run side by side load the
 * same bundle.
 */
async function replaceFile({ path, contents }: Pick<esbuild.OutputFile, "path" | "contents">): Promise<void> {
  const present = await readFile(path).catch(() => null);
  if (present?.equals(contents) === true) return;
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, path);
}

if (import.meta.main) await buildApp();
