import * as esbuild from "esbuild";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";

/** The operation groups of the management SDKs that the app calls. */
const usedGroups = ["networkWatchers", "packetCaptures", "virtualMachineExtensions", "virtualMachines"];

/**
 * The constructors of the management clients wire up some 200 operation groups, so that no bundler can drop the unused
 * ones: five sixths of the bundle. Each unused group is replaced by its own exported functions, returning nothing.
 */
const withoutUnusedGroups: esbuild.Plugin = {
  name: "without-unused-operation-groups",
  setup(build) {
    build.onLoad(
      { filter: /[\\/]arm-(?:network|compute)[\\/]dist[\\/]esm[\\/]classic[\\/]\w+[\\/]index\.js$/ },
      async ({ path }) => {
        if (usedGroups.includes(path.split(/[\\/]/).at(-2) ?? "")) return undefined;
        const names = [...(await readFile(path, "utf8")).matchAll(/^export function (\w+)/gm)].map(
          ([, name]) => name,
        );
        return { contents: names.map((name) => `export const ${name ?? ""} = () => undefined;`).join("\n") };
      },
    );
  },
};

/**
 * Makes the deployable bundle, dist/main.js and the chunks that it loads only when needed. `@azure/functions-core`
 * is no npm package: the Functions worker puts it in place. The banner gives the CommonJS libraries inside the
 * ES module their `require`, through which the worker does so.
 */
export async function buildApp(): Promise<void> {
  const { outputFiles } = await esbuild.build({
    entryPoints: ["src/main.ts"],
    outdir: "dist",
    write: false,
    bundle: true,
    minify: true,
    keepNames: true,
    sourcemap: "linked",
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node22",
    plugins: [withoutUnusedGroups],
    external: ["@azure/functions-core"],
    banner: {
      js: 'import{createRequire as _createRequire}from"node:module";const require=_createRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  await mkdir("dist", { recursive: true });
  await Promise.all(outputFiles.map(replaceFile));
}

/** Writes a file in one step, and only when it changes: environments that run side by side load the same bundle. */
async function replaceFile({ path, contents }: esbuild.OutputFile): Promise<void> {
  const present = await readFile(path).catch(() => null);
  if (present?.equals(contents) === true) return;
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, path);
}

if (import.meta.main) await buildApp();
