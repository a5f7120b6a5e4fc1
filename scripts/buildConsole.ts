import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import * as esbuild from "esbuild";

const root = join(import.meta.dirname, "..");

interface Page {
  readonly files: readonly Pick<esbuild.OutputFile, "path" | "contents">[];
  readonly metafile: esbuild.Metafile;
}

/**
 * Builds the captures page: index.html, and one script and one style sheet that bear the hash of their
 * content, so that a browser may keep them for ever.
 */
export async function buildConsole(directory: string): Promise<Page> {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { page: "src/console/main.ts", style: "src/console/styles/main.css" },
    entryNames: "[name]-[hash]",
    outdir: directory,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    legalComments: "none",
    format: "esm",
    target: ["chrome123", "firefox120", "safari17.5"],
    logLevel: "warning",
  });
  const nameOf = (ending: string): string =>
    basename(outputFiles.find(({ path }) => path.endsWith(ending))?.path ?? "");
  const template = await readFile(join(root, "src/console/index.html"), "utf8");
  const html = template.replace("{script}", nameOf(".js")).replace("{style}", nameOf(".css"));
  const index = { path: join(directory, "index.html"), contents: new TextEncoder().encode(html) };
  return { files: [...outputFiles, index], metafile };
}
