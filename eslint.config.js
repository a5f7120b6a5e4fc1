import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** A folder of src/ and what it must not import: the arrows of docs/architecture.md, enforced. */
const layer = (folder, forbidden, extra = []) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          { group: ["**/local/**"], message: "The app never knows the local environment." },
          ...forbidden.map((name) => ({
            group: [`../${name}/*`, `../${name}`, `../../${name}/*`],
            message: `src/${folder} must not import src/${name}.`,
          })),
          ...extra,
        ],
      },
    ],
  },
});

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
const pureLayers = ["main.ts", "functions", "orchestrators", "activities", "azure", "telemetry"];
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
    files: ["**/*.ts"],
    rules: {
      "max-lines": ["error", { max: 250 }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
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
  layer("alerts", pureLayers, [noSdk, noNode]),
  layer("captures", pureLayers, [noSdk, noNode]),
  layer("report", pureLayers, [noSdk, noNode]),
  layer("pcap", pureLayers, [noSdk, noNode]),
  layer("azure", ["main.ts", "functions", "orchestrators", "activities", "report", "pcap", "telemetry"]),
  layer("activities", ["main.ts", "functions", "orchestrators"], [typesOnlySdk]),
  layer("orchestrators", ["main.ts", "functions", "azure", "telemetry"], [typesOnlySdk, noNode]),
  layer("functions", ["main.ts", "pcap"], []),
  layer(
    "telemetry",
    ["main.ts", "functions", "orchestrators", "activities", "azure", "report", "pcap"],
    [typesOnlySdk],
  ),
  {
    files: ["src/{alerts,captures,report,pcap,orchestrators}/**/*.ts"],
    rules: {
      "no-restricted-globals": ["error", ...impureGlobals],
      "no-restricted-syntax": ["error", ...clockAndChance],
    },
  },
  {
    // Replay safety: an orchestrator is re-run from its start at every step and must do the same each time.
    files: ["src/orchestrators/**/*.ts"],
    rules: {
      "max-lines": ["error", { max: 80 }],
      "no-restricted-syntax": [
        "error",
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
