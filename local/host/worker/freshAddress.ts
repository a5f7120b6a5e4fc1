import { createRequire, registerHooks } from "node:module";
import { sep } from "node:path";
import { pathToFileURL } from "node:url";

let loads = 0;
let installed = false;

const mark = /[?&]load=\d+$/;

/**
 * An address of the app's main file under which Node takes it, and every module that it imports from the app's own
 * folder, for a new one: so a second host in this process loads the app again. Libraries stay: they belong to the process.
 */
export function freshAddress(file: string): string {
  install();
  forgetCommonJs(file);
  loads += 1;
  return `${pathToFileURL(file).href}?load=${loads}`;
}

/** Hands the mark of the importing module on to what it imports by a relative path. */
function install(): void {
  if (installed) return;
  installed = true;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const [load] = mark.exec(context.parentURL ?? "") ?? [];
      const own = specifier.startsWith(".") && resolved.url.startsWith("file:");
      return load === undefined || !own ? resolved : { ...resolved, url: resolved.url + load };
    },
  });
}

/** CommonJS modules are cached by their path alone. */
function forgetCommonJs(main: string): void {
  const { cache } = createRequire(import.meta.url);
  const folder = main.slice(0, main.lastIndexOf(sep) + 1);
  for (const path of Object.keys(cache)) {
    const own = path.startsWith(folder) && !path.slice(folder.length).includes("node_modules");
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the way to have Node load a CommonJS module again
    if (own) delete cache[path];
  }
}
