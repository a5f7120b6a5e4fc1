import { readScenarioName, scenarioNames, type ScenarioName } from "../traffic/namedScenarios.ts";
import type { EnvironmentVariables } from "./environmentVariables.ts";

/** The user's choice of traffic for all VMs; null: none. @throws Error for an unknown name. */
export function readTraffic({ LOCAL_TRAFFIC: text = "" }: EnvironmentVariables): ScenarioName | null {
  if (text === "") return null;
  const name = readScenarioName(text);
  if (name === null) throw new Error(`LOCAL_TRAFFIC must be one of ${scenarioNames.join(", ")}.`);
  return name;
}
