import { parseArgs } from "node:util";
import { scenarios } from "./scenarios.ts";
import type { Scenario } from "./scenario.ts";
import type { SiteOptions } from "./site/site.ts";

export const usage = `Usage: npm run conformance -- --host URL --control URL [options]
Runs the app's scenarios from outside against any Functions host whose app calls a simulated Azure, and prints a table.
  --host URL      the function app, such as http://127.0.0.1:7071
  --control URL   the control API of the simulated Azure, such as http://127.0.0.1:7072
  --key KEY       a function key, where the host asks for one; then wrong keys are checked too
  --status-urls durable|app
                  the app's STATUS_URLS (durable); with app it hands out no management URLs
  --only NAME     only this scenario, or all whose names begin with NAME and a dot; may be repeated
  --stops N       stops at random moments (40)
  --seed N        the seed of those moments (by the clock)
  --versions V,…  older versions of the orchestration of which instances can still run
  --expect-wrong-settings NAME,…
                  the host was started with these settings missing or invalid; only that is checked
  --armed         the host was started with a VM in ARMED_VMS, and time for its ring to run
  --timeout N     the most seconds that one scenario may wait for anything (180)
  --json          prints the results as JSON
  --list          prints the names of the scenarios
The exit code is 0 without a failure, 1 with one, 2 for wrong arguments.`;

/** A wrong argument; its message is for the caller. */
export class UsageError extends Error {
  override readonly name = "UsageError" as const;
}

export interface Options extends SiteOptions {
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly json: boolean;
}

const flags = {
  host: { type: "string" },
  control: { type: "string" },
  key: { type: "string" },
  "status-urls": { type: "string", default: "durable" },
  only: { type: "string", multiple: true },
  stops: { type: "string", default: "40" },
  seed: { type: "string" },
  versions: { type: "string", default: "" },
  "expect-wrong-settings": { type: "string", default: "" },
  armed: { type: "boolean", default: false },
  timeout: { type: "string", default: "180" },
  json: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Null when the caller wants to read: `--help` or `--list`, whose text `show` gets. @throws UsageError */
export function readOptions(args: readonly string[], show: (text: string) => void): Options | null {
  const values = parsed(args);
  if (values.help || values.list) {
    show(values.help ? usage : namesText());
    return null;
  }
  const wrongSettings = listOf(values["expect-wrong-settings"]);
  return {
    host: urlOf("--host", values.host),
    control: wrongSettings.length > 0 ? "" : urlOf("--control", values.control),
    key: values.key ?? null,
    statusUrls: statusUrlsOf(values["status-urls"]),
    scenarios: selected(values.only ?? []),
    stops: countOf("--stops", values.stops),
    seed: countOf("--seed", values.seed ?? String(Date.now() % 2 ** 31)),
    versions: listOf(values.versions),
    wrongSettings,
    armed: values.armed,
    timeoutSeconds: countOf("--timeout", values.timeout),
    json: values.json,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function urlOf(flag: string, text: string | undefined): string {
  if (text === undefined) throw new UsageError(`${flag} is missing.`);
  if (!/^https?:/.test(text) || !URL.canParse(text)) throw new UsageError(`${flag} must be a URL: ${text}`);
  return text;
}

function statusUrlsOf(text: string): Options["statusUrls"] {
  if (text !== "durable" && text !== "app")
    throw new UsageError(`--status-urls must be durable or app: ${text}`);
  return text;
}

function countOf(flag: string, text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new UsageError(`${flag} must be a positive whole number: ${text}`);
  return Number(text);
}

const listOf = (text: string): readonly string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function selected(names: readonly string[]): ReadonlyMap<string, Scenario> {
  if (names.length === 0) return scenarios;
  const isWanted = (name: string) => names.some((one) => name === one || name.startsWith(`${one}.`));
  const unknown = names.filter(
    (one) => ![...scenarios.keys()].some((name) => name === one || name.startsWith(`${one}.`)),
  );
  if (unknown.length > 0)
    throw new UsageError(`There is no scenario ${unknown.join(", ")}; --list prints all.`);
  return new Map([...scenarios].filter(([name]) => isWanted(name)));
}

const namesText = (): string => {
  const width = Math.max(...[...scenarios.keys()].map(({ length }) => length));
  return [...scenarios].map(([name, { fact }]) => `${name.padEnd(width)}  ${fact}`).join("\n");
};
