import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import * as esbuild from "esbuild";

const root = join(import.meta.dirname, "../..");

interface PageSource {
  /** Files of the repository: the program, the style sheet, and the document, which names both. */
  readonly script: string;
  readonly style: string;
  readonly document: string;
  /** Where the files would be. */
  readonly directory: string;
}

interface Page {
  readonly files: readonly Pick<esbuild.OutputFile, "path" | "contents">[];
  readonly metafile: esbuild.Metafile;
}

/**
 * Builds a page: index.html, and one script and one style sheet that bear the hash of their content, so that
 * a browser may keep them for ever.
 */
export async function buildPage({ script, style, document, directory }: PageSource): Promise<Page> {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { page: script, style },
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
  const template = await readFile(join(root, document), "utf8");
  const html = template.replace("{script}", nameOf(".js")).replace("{style}", nameOf(".css"));
  const index = { path: join(directory, "index.html"), contents: new TextEncoder().encode(html) };
  return { files: [...outputFiles, index], metafile };
}
