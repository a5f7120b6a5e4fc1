import { createRequire, registerHooks } from "node:module";
import { sep } from "node:path";
import { pathToFileURL } from "node:url";

let loads = 0;
let installed = false;

const mark = /[?&]load=\d+$/;

/**
 * A URL of the app's main file that makes Node load it again, with every module that it imports from its own
 * folder. So each host in this process has its own instance of the app. Libraries stay shared.
 */
export function freshAddress(file: string): string {
  install();
  forgetCommonJs(file);
  loads += 1;
  return `${pathToFileURL(file).href}?load=${loads}`;
}

/** Modules imported by a relative path get the mark of the importing module. */
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

/** CommonJS modules are cached by path only. */
function forgetCommonJs(main: string): void {
  const { cache } = createRequire(import.meta.url);
  const folder = main.slice(0, main.lastIndexOf(sep) + 1);
  for (const path of Object.keys(cache)) {
    const own = path.startsWith(folder) && !path.slice(folder.length).includes("node_modules");
    if (own) Reflect.deleteProperty(cache, path);
  }
}
