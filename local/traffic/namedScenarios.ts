import { dnsStorm } from "./scenarios/dnsStorm.ts";
import { exfiltration } from "./scenarios/exfiltration.ts";
import { ordinary } from "./scenarios/ordinary.ts";
import { portScan } from "./scenarios/portScan.ts";
import type { Scenario } from "./scenario.ts";

/** The traffic that a VM can be given, by its name in the control API. */
export const namedScenarios = {
  exfiltration,
  "port-scan": portScan,
  "dns-storm": dnsStorm,
  ordinary,
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof namedScenarios;

/** Of VMs, and of captures, that nothing else is said of. */
export const defaultScenario: ScenarioName = "exfiltration";

export const scenarioNames = Object.keys(namedScenarios) as readonly ScenarioName[];

/** The name, or null when the value is none. */
export const readScenarioName = (value: unknown): ScenarioName | null =>
  scenarioNames.find((name) => name === value) ?? null;
