import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { getBicep } from "./getBicep.ts";

const source = new URL("../infra/main.bicep", import.meta.url).pathname;
const compiled = new URL("../infra/main.json", import.meta.url);

/**
 * `_generator` holds the compiler's version and a hash: noise in a comparison, and Azure does not read it.
 */
const withoutGenerator = (key: string, value: unknown): unknown => (key === "_generator" ? undefined : value);

/**
 * The ARM template of infra/main.bicep.
 * @throws Error with the compiler's output, even if it is only a warning.
 */
export function compileBicep(bicep: string): string {
  const { stdout, stderr, status } = spawnSync(bicep, ["build", source, "--stdout"], { encoding: "utf8" });
  if (status !== 0 || stderr.trim() !== "")
    throw new Error(stderr.trim() || `bicep ended with ${status ?? -1}`);
  return `${JSON.stringify(JSON.parse(stdout, withoutGenerator), null, 2)}\n`;
}

/** The committed ARM template. */
export const committedTemplate = (): string => readFileSync(compiled, "utf8");

/** `npm run infra` writes infra/main.json; with `-- --check` it only compares. */
function main(check: boolean): string {
  const bicep = getBicep();
  if (bicep === null) {
    if (!check) throw new Error("There is no bicep on this machine, and no .NET SDK to fetch it with.");
    return "There is no bicep on this machine: infra/main.json is taken as it is committed.";
  }
  const template = compileBicep(bicep);
  if (!check) {
    writeFileSync(compiled, template);
    return "Written: infra/main.json";
  }
  if (template !== committedTemplate())
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
