import type { Metafile } from "esbuild";

/** The bundle's files by the time at which they are loaded: paths of the metafile, without source maps. */
interface BundleFiles {
  /**
   * main.js and every chunk that it imports statically: all that is loaded before the first webhook is
   * answered.
   */
  readonly webhook: readonly string[];
  /** Loaded when an activity first needs them. */
  readonly later: readonly string[];
  /** The captures page, which browsers load. */
  readonly page: readonly string[];
}

export function bundleParts({ outputs }: Metafile): BundleFiles {
  const isOfPage = (path: string) => outputs[path]?.entryPoint?.startsWith("src/console/") === true;
  const page = Object.keys(outputs).filter(isOfPage);
  const code = Object.keys(outputs).filter((path) => path.endsWith(".js") && !isOfPage(path));
  const main = code.find((path) => outputs[path]?.entryPoint === "src/main.ts");
  const webhook = new Set<string>();
  const add = (path: string) => {
    if (webhook.has(path)) return;
    webhook.add(path);
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? [])
      if (kind === "import-statement" && external !== true) add(imported);
  };
  if (main !== undefined) add(main);
  return { webhook: [...webhook], later: code.filter((path) => !webhook.has(path)), page };
}

export const bytesOf = ({ outputs }: Metafile, paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
