import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { getBicep } from "./bicepCli.ts";

const source = new URL("../infra/main.bicep", import.meta.url).pathname;
const compiled = new URL("../infra/main.json", import.meta.url);

/**
 * `_generator` holds the compiler's version and a hash over it: noise in a comparison, and nothing that Azure
 * reads.
 */
const withoutGenerator = (key: string, value: unknown): unknown => (key === "_generator" ? undefined : value);

/** The ARM template of infra/main.bicep. @throws Error with what the compiler said, be it only a warning. */
export function compile(bicep: string): string {
  const { stdout, stderr, status } = spawnSync(bicep, ["build", source, "--stdout"], { encoding: "utf8" });
  if (status !== 0 || stderr.trim() !== "")
    throw new Error(stderr.trim() || `bicep ended with ${status ?? -1}`);
  return `${JSON.stringify(JSON.parse(stdout, withoutGenerator), null, 2)}\n`;
}

/** The ARM template that is committed. */
export const committed = (): string => readFileSync(compiled, "utf8");

/** `npm run infra` writes infra/main.json; with `-- --check` it only says whether it would be another. */
function main(check: boolean): string {
  const bicep = getBicep();
  if (bicep === null) {
    if (!check) throw new Error("There is no bicep on this machine, and no .NET SDK to fetch it with.");
    return "There is no bicep on this machine: infra/main.json is taken as it is committed.";
  }
  const template = compile(bicep);
  if (!check) {
    writeFileSync(compiled, template);
    return "Written: infra/main.json";
  }
  if (template !== committed())
    throw new Error("infra/main.json is not what infra/main.bicep compiles to. Run `npm run infra`.");
  return "infra/main.json is what infra/main.bicep compiles to, without a warning.";
}

if (import.meta.main) {
  try {
    console.log(main(process.argv.includes("--check")));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
