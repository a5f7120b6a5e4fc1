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
 * The Durable library's HTTP client can send forms, with 20 packages for them, one of which is a table of
 * 2,500 media types. The library sends only JSON.
 */
const withoutForms: Plugin = {
  name: "without-forms",
  setup(build) {
    build.onLoad({ filter: /[\\/]form-data[\\/]lib[\\/]form_data\.js$/ }, () => ({
      contents: "module.exports = class FormData {};",
    }));
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
 * Whoever imports `node:crypto` as an ES module gets all its members at once, Web Crypto among them, which is
 * loaded for it. `require` gives what is asked for.
 */
const requiredCrypto: Plugin = {
  name: "required-crypto",
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?crypto$/ }, ({ kind }) =>
      kind === "import-statement" ? { path: "crypto", namespace: "required" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "required" }, () => ({
      contents: 'module.exports = require("crypto");',
    }));
  },
};

type Replacement = readonly [statement: RegExp, instead: string];

/** Replaces statements of a library's files. The build fails when a file no longer has one of them. */
const edited = (name: string, filter: RegExp, replacements: readonly Replacement[]): Plugin => ({
  name,
  setup(build) {
    build.onLoad({ filter }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      for (const [statement, instead] of replacements) {
        if (!statement.test(contents)) throw new Error(`${path} has no statement ${String(statement)}.`);
        contents = contents.replace(statement, instead);
      }
      return { contents };
    });
  },
});

/**
 * Turns `const name = require("module")` into a `require` wherever the name is used, so that the module is
 * evaluated when it is first needed. Most of the time to load the app went into modules that a webhook needs
 * later or never.
 */
const late = (name: string, module: string): Replacement[] => [
  [new RegExp(`^(?:const|var) ${name} = require\\(['"]${module}['"]\\);$`, "m"), ""],
  [new RegExp(`(?<![\\w$.'"-])${name}(?![\\w$'"-])`, "g"), `(require("${module}"))`],
];

/**
 * While it is loaded, the Durable library's HTTP client looks for the global `FormData` and tries out its
 * `fetch` adapter. Either loads Node's whole `fetch`: a tenth of the time. The library sends no forms, and
 * `http` is the adapter that it uses. What HTTP/2 and proxies need is loaded with the first call that has
 * them.
 */
const leanHttpClient = edited("lean-http-client", /[\\/]axios[\\/]dist[\\/]node[\\/]axios\.cjs$/, [
  [/^getFetch\(\);$/m, ""],
  [/^const FormDataCtor = .*;$/m, "const FormDataCtor = undefined;"],
  ...late("http2", "http2"),
  ...late("HttpsProxyAgent", "https-proxy-agent"),
]);

const ofDurable = (name: string, files: string, replacements: readonly Replacement[]): Plugin =>
  edited(name, new RegExp(`[\\\\/]durable-functions[\\\\/].*[\\\\/](?:${files})\\.js$`), replacements);

const lateModulesOfDurable = [
  ofDurable("late-http-client", "DurableClient", [
    ...late("axios_1", "axios"),
    ...late("validator_1", "validator"),
  ]),
  ofDurable("late-clone", "getClient", [
    ...late("cloneDeep", "lodash/cloneDeep"),
    ...late("validator_1", "validator"),
  ]),
  ofDurable(
    "late-durations",
    "DurableOrchestrationContext|CallHttpWithPollingTask|LongTimerTask",
    late("moment", "moment"),
  ),
  ofDurable("late-uuid", "GuidManager|testingUtils", late("uuid_1", "uuid")),
];

/** Leaves out of the bundle what the app never uses, and loads late what it does not use at once. */
export const bundlePlugins: Plugin[] = [
  withoutUnusedGroups,
  withoutForms,
  withoutUnusedValidators,
  requiredCrypto,
  leanHttpClient,
  ...lateModulesOfDurable,
];
