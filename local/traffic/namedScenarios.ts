import { dnsStorm } from "./scenarios/dnsStorm.ts";
import { exfiltration } from "./scenarios/exfiltration.ts";
import { ordinary } from "./scenarios/ordinary.ts";
import { portScan } from "./scenarios/portScan.ts";
import type { Scenario } from "./scenario.ts";

/** The kinds of traffic that a VM can have, by their names in the control API. */
export const namedScenarios = {
  exfiltration,
  "port-scan": portScan,
  "dns-storm": dnsStorm,
  ordinary,
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof namedScenarios;

/** The traffic of VMs and captures without a choice of their own. */
export const defaultScenario: ScenarioName = "exfiltration";

export const scenarioNames = Object.keys(namedScenarios) as readonly ScenarioName[];

/** The name of a scenario; null for any other value. */
export const readScenarioName = (value: unknown): ScenarioName | null =>
  scenarioNames.find((name) => name === value) ?? null;
