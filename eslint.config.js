import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import perfectionist from "eslint-plugin-perfectionist";
import tseslint from "typescript-eslint";

/**
 * The arrows of docs/architecture.md: what each part of src/ may import, and of what it may import types only. What is
 * not listed is forbidden. test/structure.test.ts holds the same for what is reached through others.
 */
export const layers = {
  arm: { values: [], types: [] },
  redaction: { values: [], types: [] },
  wording: { values: [], types: [] },
  pcap: { values: ["wording"], types: [] },
  telemetry: { values: ["redaction"], types: [] },
  analysis: { values: ["pcap"], types: [] },
  alerts: { values: ["arm", "redaction", "wording"], types: ["pcap"] },
  captures: { values: ["arm", "alerts", "redaction"], types: ["pcap"] },
  report: { values: ["alerts", "arm", "captures", "wording"], types: ["pcap"] },
  api: { values: [], types: ["alerts", "captures", "pcap", "report"] },
  console: { values: ["wording"], types: ["api", "captures", "pcap", "report"] },
  durable: { values: ["captures", "redaction"], types: ["alerts", "pcap", "report"] },
  orchestrators: { values: ["captures", "durable"], types: ["alerts"] },
  settings: { values: ["arm", "captures"], types: ["api"] },
  azure: { values: ["arm", "redaction", "settings", "withTimeout"], types: ["captures", "config"] },
  activities: {
    values: [
      ...["alerts", "arm", "azure", "captures", "durable", "lazily", "pcap", "redaction", "report"],
      "telemetry",
    ],
    types: ["analysis", "config"],
  },
  functions: {
    values: [
      ...["alerts", "arm", "azure", "captures", "durable", "lazily", "redaction", "report", "settings"],
      ...["telemetry", "withTimeout"],
    ],
    types: ["api", "config", "pcap"],
  },
};
const parts = [...Object.keys(layers), "config", "lazily", "main", "withTimeout"];

const noSdk = { group: ["@azure/*", "durable-functions"], message: "This folder knows no SDK." };
const noNode = {
  group: ["node:*", "!node:crypto"],
  message: "This folder is pure: no I/O, no clock, no randomness.",
};
const typesOnlySdk = {
  group: ["@azure/*", "durable-functions"],
  allowTypeImports: true,
  message: "Only types of the SDKs here.",
};
const pure = ["alerts", "arm", "captures", "pcap", "redaction", "report", "wording"];
const onPackages = {
  ...Object.fromEntries(pure.map((name) => [name, [noSdk, noNode]])),
  activities: [typesOnlySdk],
  durable: [typesOnlySdk, noNode],
  orchestrators: [typesOnlySdk, noNode],
  telemetry: [typesOnlySdk],
  console: [noSdk, { ...noNode, message: "The page runs in a browser." }],
};

const layer = ([folder, { values, types }]) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          { regex: "^(?:\\.\\./)+local/", message: "The app never knows the local environment." },
          ...parts
            .filter((name) => name !== folder && !values.includes(name))
            .map((name) => ({
              regex: `^(?:\\.\\./)+${name}(?:/|\\.ts$)`,
              allowTypeImports: types.includes(name),
              message: types.includes(name)
                ? `src/${folder} imports only types of src/${name}.`
                : `src/${folder} must not import src/${name}.`,
            })),
          ...(onPackages[folder] ?? []),
        ],
      },
    ],
  },
});

const impureGlobals = [
  "process",
  "console",
  "fetch",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "performance",
  "crypto",
];
const clockAndChance = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: "Time is passed in.",
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Time is passed in." },
  { selector: "CallExpression[callee.name='Date']", message: "Time is passed in." },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: "Randomness is passed in.",
  },
];
/** One way to hide a member, which holds at run time too. */
const hardPrivate = {
  selector: ":matches(PropertyDefinition, MethodDefinition)[accessibility='private'][kind!='constructor']",
  message: "Hide members with #, not with `private`.",
};

/** Ways by which a text would become markup or code. */
const markup = [
  "innerHTML",
  "outerHTML",
  "srcdoc",
  "dangerouslySetInnerHTML",
  "insertAdjacentHTML",
  "setHTMLUnsafe",
  "createContextualFragment",
].flatMap((name) =>
  [`Identifier[name='${name}']`, `Literal[value='${name}']`].map((selector) => ({
    selector,
    message: "Texts become text nodes; nothing on the page is made of markup.",
  })),
);

export default defineConfig(
  globalIgnores(["**/dist/", "package/", ".local/", "node_modules/"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  { files: ["**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ["infra/hooks/*.js"],
    languageOptions: { globals: { AbortSignal: "readonly", fetch: "readonly", URL: "readonly" } },
  },
  {
    files: ["**/*.ts"],
    plugins: { perfectionist },
    rules: {
      "max-lines": ["error", { max: 250 }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "perfectionist/sort-imports": [
        "error",
        {
          type: "natural",
          ignoreCase: true,
          newlinesBetween: 0,
          groups: ["value-builtin", "value-external", "value-parent", "value-sibling", "type"],
        },
      ],
      "perfectionist/sort-named-imports": [
        "error",
        { type: "natural", ignoreCase: true, groups: ["value-import", "type-import"] },
      ],
      "no-restricted-syntax": ["error", hardPrivate],
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Settings are read by src/config.ts." },
      ],
    },
  },
  {
    files: ["src/**/*.ts", "local/**/*.ts"],
    rules: { "max-lines-per-function": ["error", { max: 40, skipComments: true, skipBlankLines: true }] },
  },
  ...Object.entries(layers).map(layer),
  {
    files: [`src/{${[...pure, "durable", "orchestrators"].join(",")}}/**/*.ts`],
    rules: {
      "no-restricted-globals": ["error", ...impureGlobals],
      "no-restricted-syntax": ["error", hardPrivate, ...clockAndChance],
    },
  },
  {
    // The texts of others stay texts, and the page's policy allows no code and no style from elsewhere.
    files: ["src/console/**/*.ts"],
    rules: {
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-syntax": ["error", hardPrivate, ...markup],
    },
  },
  {
    // Replay safety: an orchestrator is re-run from its start at every step and must do the same each time.
    files: ["src/{durable,orchestrators}/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        hardPrivate,
        ...clockAndChance,
        { selector: "AwaitExpression", message: "Orchestrators yield Durable tasks; they never await." },
        { selector: ":function[async=true]", message: "Orchestrators are generators, never async." },
        {
          selector: "CallExpression[callee.property.name='callActivityWithRetry']",
          message: "Retry with call(): the library's own retry loses error detail and replays wrongly.",
        },
      ],
    },
  },
  { files: ["src/orchestrators/**/*.ts"], rules: { "max-lines": ["error", { max: 80 }] } },
  // One table of values and their reasons, so that these can be compared.
  { files: ["src/pcap/findings/thresholds.ts"], rules: { "max-lines": "off" } },
  {
    files: [
      "src/main.ts",
      "local/cli/**/*.ts",
      "local/environment/**/*.ts",
      "local/host/**/*.ts",
      "test/**/*.ts",
      "scripts/**/*.ts",
      "bench/**/*.ts",
    ],
    rules: { "no-restricted-properties": "off" },
  },
  {
    // Conformance sees the app from outside: what it expects must not come from what it checks.
    files: ["scripts/conformance/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^(?:\\.\\./)+(?:src|local/host)/", message: "Over HTTP only." }] },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // node:test's describe/it return promises that the runner itself awaits.
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            { from: "package", name: ["it", "test", "describe", "suite"], package: "node:test" },
          ],
        },
      ],
    },
  },
);
