import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** The operation groups of the management SDKs that the app calls. */
const usedGroups = [
  ...["networkInterfaces", "networkWatchers", "packetCaptures", "publicIPAddresses"],
  ...["virtualMachineExtensions", "virtualMachines"],
  ...["virtualMachineScaleSets", "virtualMachineScaleSetVMs"],
];

/**
 * The constructors of the management clients wire up some 200 operation groups, so that no bundler can drop
 * the unused ones: five sixths of the bundle. Each unused group is replaced by its own exported functions,
 * returning nothing.
 */
const withoutUnusedGroups: Plugin = {
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
 * The Durable library's HTTP client can send forms, whose parts get their types from a table of 2,500: a
 * seventh of the time to load the app. The library sends only JSON. Without the table every part would be
 * `application/octet-stream`.
 */
const withoutFormTypes: Plugin = {
  name: "without-form-types",
  setup(build) {
    build.onLoad({ filter: /[\\/]mime-db[\\/]index\.js$/ }, () => ({ contents: "module.exports = {};" }));
  },
};

/**
 * The Durable library uses only `isURL` out of a hundred CommonJS validators, which would be a sixth of what
 * the webhook loads.
 */
const withoutUnusedValidators: Plugin = {
  name: "without-unused-validators",
  setup(build) {
    build.onLoad({ filter: /[\\/]validator[\\/]index\.js$/ }, () => ({
      contents: 'exports.isURL = require("./lib/isURL").default;',
    }));
  },
};

/**
 * While it is loaded, the Durable library's HTTP client looks for the global `FormData` and tries out its
 * `fetch` adapter. Either loads Node's whole `fetch`: a tenth of the time. The library sends no forms, and
 * `http` is the adapter that it uses.
 */
const withoutFetch: Plugin = {
  name: "without-fetch",
  setup(build) {
    build.onLoad({ filter: /[\\/]axios[\\/]dist[\\/]node[\\/]axios\.cjs$/ }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      for (const [statement, instead] of [
        [/^getFetch\(\);$/m, ""],
        [/^const FormDataCtor = .*;$/m, "const FormDataCtor = undefined;"],
      ] as const) {
        if (!statement.test(contents)) throw new Error(`${path} has no statement ${String(statement)}.`);
        contents = contents.replace(statement, instead);
      }
      return { contents };
    });
  },
};

/** Leaves out of the bundle what the app never uses. */
export const bundlePlugins: Plugin[] = [
  withoutUnusedGroups,
  withoutFormTypes,
  withoutUnusedValidators,
  withoutFetch,
];
