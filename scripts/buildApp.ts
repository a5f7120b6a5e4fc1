import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { withoutFormTypes, withoutUnusedGroups, withoutUnusedValidators } from "./leaveOut.ts";

const root = join(import.meta.dirname, "..");

/**
 * Makes the deployable bundle, main.js and the chunks that it loads only when needed, and says what is in it.
 * `@azure/functions-core` is no npm package: the Functions worker puts it in place. The banner gives the
 * CommonJS libraries inside the ES module their `require`, through which the worker does so.
 */
export async function buildApp(directory = join(root, "dist")): Promise<esbuild.Metafile> {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["src/main.ts"],
    outdir: directory,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    // The maps lead from a stack trace to file and line; the sources themselves are in the repository.
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node22",
    plugins: [withoutUnusedGroups, withoutFormTypes, withoutUnusedValidators],
    external: ["@azure/functions-core"],
    banner: {
      js: 'import{createRequire as _createRequire}from"node:module";const require=_createRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  await mkdir(directory, { recursive: true });
  await Promise.all(outputFiles.map(replaceFile));
  await removeStale(directory, new Set(outputFiles.map(({ path }) => path)));
  return metafile;
}

/** Removes the chunks of earlier builds, which are named by their content. */
async function removeStale(directory: string, current: ReadonlySet<string>): Promise<void> {
  const present = (await readdir(directory)).map((name) => join(directory, name));
  const stale = present.filter((path) => /\.js(?:\.map)?$/.test(path) && !current.has(path));
  await Promise.all(stale.map((path) => rm(path, { force: true })));
}

/**
 * Writes a file in one step, and only when it changes: environments that run side by side load the same
 * bundle.
 */
async function replaceFile({ path, contents }: esbuild.OutputFile): Promise<void> {
  const present = await readFile(path).catch(() => null);
  if (present?.equals(contents) === true) return;
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, path);
}

if (import.meta.main) await buildApp();
