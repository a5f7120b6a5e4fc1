import { randomUUID } from "node:crypto";
import { group, vmId } from "../world/payloads.ts";

/** An instance, as the control API takes it. */
export interface SetInstance {
  readonly id: string;
  readonly powerState?: string;
  readonly agent?: boolean;
  readonly traffic?: string;
  readonly losesFile?: boolean;
}

export const setId = (name: string): string =>
  `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/${name}`;

/** A fresh metric alert on a scale set, on some of its instances, or also on VMs. */
export function alertOn(
  set: string,
  instances: readonly string[] = [],
  vms: readonly string[] = [],
): unknown {
  const ids = instances.map((instance) => `${setId(set)}/virtualMachines/${instance}`);
  const targets = [...(ids.length === 0 ? [setId(set)] : ids), ...vms.map(vmId)];
  return {
    schemaId: "azureMonitorCommonAlertSchema",
    data: {
      essentials: {
        alertId: `/subscriptions/${group.split("/")[2] ?? ""}/providers/Microsoft.AlertsManagement/alerts/${randomUUID()}`,
        alertRule: "net-out-high",
        severity: "Sev2",
        signalType: "Metric",
        monitorCondition: "Fired",
        monitoringService: "Platform",
        alertTargetIDs: targets.map((id) => id.toLowerCase()),
        firedDateTime: new Date().toISOString(),
      },
      alertContext: {},
    },
  };
}
