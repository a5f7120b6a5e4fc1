import { powerStates } from "../azure/arm/virtualMachines/vm.ts";
import { sampleAlerts, type SampleName } from "../azure/monitor/sampleAlerts.ts";
import { scenarioNames, type ScenarioName } from "../traffic/namedScenarios.ts";
import { faultPresets } from "./faultPresets.ts";
import type { Choices } from "./choices.ts";

/** Without "resolved": the page resolves the alert that it fired. */
const alertLabels: Readonly<Record<Exclude<SampleName, "resolved">, string>> = {
  common: "Metric alert, common schema",
  legacy: "Metric alert, legacy schema",
  log: "Log search alert",
  several: "Metric alert on two VMs",
  "activity-log": "Activity log alert",
  "not-a-vm": "Metric alert on a storage account",
};

const traffic: Readonly<Record<ScenarioName, readonly [label: string, what: string]>> = {
  exfiltration: ["Large upload", "One upload takes most of what the VM sends."],
  "port-scan": ["Port scan", "An outside host probes hundreds of ports."],
  "dns-storm": ["DNS storm", "The VM looks up thousands of generated names."],
  ordinary: ["Ordinary day", "Visitors and services; nothing stands out."],
  "syn-flood": ["SYN flood", "Hundreds of SYNs a second from forged addresses."],
  "brute-force": ["Brute force", "One host guesses SSH passwords."],
  "dns-failure": ["DNS failure", "The lookups of some names fail."],
  "packet-loss": ["Packet loss", "6% of the packets to one service are lost."],
  "zero-window": ["Zero window", "A client stops reading twice."],
  "path-mtu": ["Path MTU", "Large segments do not pass a VPN gateway."],
  "tls-expired": ["Expired certificate", "Visitors reject the certificate of the VM's site."],
  "http-errors": ["HTTP errors", "A backend answers most requests with 503."],
  beacon: ["Beacon", "Something contacts one host at equal intervals."],
  "idle-reset": ["Idle reset", "A load balancer resets idle connections after 4 minutes."],
  "one-sided": ["One-sided capture", "The capture has only what the VM sends."],
  "captured-twice": ["Packets twice", "The capture has each packet twice."],
  "slow-server": ["Slow server", "A backend takes seconds to answer."],
};

/** What the Lab offers, from the lists that the simulation itself uses. */
export const labChoices: Choices = {
  alerts: Object.entries(alertLabels).map(([name, label]) => ({
    name,
    label,
    what: sampleAlerts[name as SampleName].what,
  })),
  traffic: scenarioNames.map((name) => {
    const [label, what] = traffic[name];
    return { name, label, what };
  }),
  powerStates,
  faults: faultPresets,
};
