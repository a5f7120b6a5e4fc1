import { readScenarioName, scenarioNames, type ScenarioName } from "../traffic/namedScenarios.ts";
import type { EnvironmentVariables } from "./environmentVariables.ts";

/** The traffic that the user chose for every VM; null: none. @throws Error when there is no such traffic. */
export function readTraffic({ LOCAL_TRAFFIC: text = "" }: EnvironmentVariables): ScenarioName | null {
  if (text === "") return null;
  const name = readScenarioName(text);
  if (name === null) throw new Error(`LOCAL_TRAFFIC is one of ${scenarioNames.join(", ")}.`);
  return name;
}
