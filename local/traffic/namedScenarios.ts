import { httpErrors } from "./scenarios/applications/httpErrors.ts";
import { tlsExpired } from "./scenarios/applications/tlsExpired.ts";
import { beacon } from "./scenarios/attacks/beacon.ts";
import { bruteForce } from "./scenarios/attacks/bruteForce.ts";
import { exfiltration } from "./scenarios/attacks/exfiltration.ts";
import { portScan } from "./scenarios/attacks/portScan.ts";
import { synFlood } from "./scenarios/attacks/synFlood.ts";
import { idleReset } from "./scenarios/connections/idleReset.ts";
import { packetLoss } from "./scenarios/connections/packetLoss.ts";
import { pathMtu } from "./scenarios/connections/pathMtu.ts";
import { slowServer } from "./scenarios/connections/slowServer.ts";
import { zeroWindow } from "./scenarios/connections/zeroWindow.ts";
import { ordinary } from "./scenarios/everyday/ordinary.ts";
import { dnsFailure } from "./scenarios/names/dnsFailure.ts";
import { dnsStorm } from "./scenarios/names/dnsStorm.ts";
import { capturedTwice } from "./scenarios/recording/capturedTwice.ts";
import { oneSided } from "./scenarios/recording/oneSided.ts";
import type { Scenario } from "./scenario.ts";

/** The kinds of traffic that a VM can have, by their names in the control API. */
export const namedScenarios = {
  exfiltration,
  "port-scan": portScan,
  "dns-storm": dnsStorm,
  ordinary,
  "syn-flood": synFlood,
  "brute-force": bruteForce,
  "dns-failure": dnsFailure,
  "packet-loss": packetLoss,
  "zero-window": zeroWindow,
  "path-mtu": pathMtu,
  "tls-expired": tlsExpired,
  "http-errors": httpErrors,
  beacon,
  "idle-reset": idleReset,
  "one-sided": oneSided,
  "captured-twice": capturedTwice,
  "slow-server": slowServer,
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof namedScenarios;

/** The traffic of VMs and captures without a choice of their own. */
export const defaultScenario: ScenarioName = "exfiltration";

export const scenarioNames = Object.keys(namedScenarios) as readonly ScenarioName[];

/** The name of a scenario; null for any other value. */
export const readScenarioName = (value: unknown): ScenarioName | null =>
  scenarioNames.find((name) => name === value) ?? null;
