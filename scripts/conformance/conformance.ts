import { terminal } from "../../local/cli/terminal/terminal.ts";
import { errorText } from "../../local/environment/errorText.ts";
import { readOptions, usage, UsageError, type Options } from "./readOptions.ts";
import { resultText } from "./resultText.ts";
import { runScenarios } from "./runScenarios.ts";
import { openSite } from "./site/site.ts";

/** Runs the scenarios and prints their results. Returns whether none failed. */
async function conformance(options: Options): Promise<boolean> {
  const { scenarios, json, host, seed } = options;
  const site = await openSite(options);
  process.once("SIGINT", () => void site.stage.clear().finally(() => process.exit(130)));
  if (!json) terminal.print(`${scenarios.size} scenarios against ${host}, --seed ${seed}\n`);
  const results = await runScenarios(site, scenarios, (result) => {
    if (!json) terminal.print(resultText.line(result));
  });
  if (json) terminal.printJson({ host, seed, results });
  else terminal.print(`\n${resultText.totals(results)}`);
  return results.every(({ result }) => result !== "failed");
}

/** `npm run conformance` */
try {
  const options = readOptions(process.argv.slice(2), (text) => {
    terminal.print(text);
  });
  if (options !== null && !(await conformance(options))) process.exitCode = 1;
} catch (error) {
  const isUsage = error instanceof UsageError;
  terminal.printError(isUsage ? `${error.message}\n\n${usage}` : errorText(error));
  process.exitCode = isUsage ? 2 : 1;
}
