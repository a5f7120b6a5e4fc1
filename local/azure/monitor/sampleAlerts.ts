import {
  parseVmResourceId,
  virtualMachineType,
  vmResourceId,
  type VmResourceId,
} from "../arm/virtualMachines/vmResourceId.ts";
import { world } from "../world.ts";
import { activityLogAlert } from "./activityLogAlert.ts";
import { commonSchema } from "./commonSchema.ts";
import { legacySchema } from "./legacySchema.ts";
import { logAlert } from "./logAlert.ts";
import type { MetricAlert } from "./metricAlert.ts";

interface SampleAlert {
  /** What it is and what the app does about it. */
  readonly what: string;
  readonly payload: (occurrence: Occurrence) => unknown;
}

interface Occurrence {
  readonly vm: VmResourceId;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** UUID. */
  readonly id: string;
}

const home = { subscription: world.subscription, group: world.resourceGroup };

const metricAlert = ({ vm, at, id }: Occurrence, condition: MetricAlert["condition"]): MetricAlert => ({
  ...{ at, id, condition, firedAt: at },
  target: { ...vm, type: virtualMachineType },
  instance: null,
  rule: "net-out-high",
  customProperties: null,
});

/** The alerts that `npm run alert` can send, by name. */
export const sampleAlerts = {
  common: {
    what: "a metric alert on a VM, in the common alert schema: one capture",
    payload: (occurrence) => commonSchema(metricAlert(occurrence, "Fired")),
  },
  legacy: {
    what: "the same without the common alert schema: one capture",
    payload: (occurrence) => legacySchema(metricAlert(occurrence, "Fired")),
  },
  log: {
    what: "a log search alert scoped to a VM: one capture",
    payload: logAlert,
  },
  several: {
    what: "a metric alert on two VMs: two captures, one email",
    payload: (occurrence) => targeting(occurrence, [occurrence.vm.id, otherVm(occurrence.vm)]),
  },
  resolved: {
    what: "a metric alert that is over: no capture",
    payload: (occurrence) => commonSchema(metricAlert(occurrence, "Resolved")),
  },
  "activity-log": {
    what: "an alert about an operation on a VM: no capture",
    payload: activityLogAlert,
  },
  "not-a-vm": {
    what: "a metric alert on a storage account: no capture",
    payload: (occurrence) => targeting(occurrence, [storageAccount]),
  },
} satisfies Record<string, SampleAlert>;

export type SampleName = keyof typeof sampleAlerts;

export const isSampleName = (value: unknown): value is SampleName =>
  typeof value === "string" && Object.hasOwn(sampleAlerts, value);

/** The ARM id of a VM that is named in full, or by its name alone in the default world; null for neither. */
export function sampleVm(text: string): VmResourceId | null {
  return /^[a-z0-9][\w.-]{0,63}$/i.test(text) ? vmResourceId(home, text) : parseVmResourceId(text);
}

const otherVm = ({ subscription, group, name }: VmResourceId): string =>
  vmResourceId({ subscription, group }, /^WEB02$/i.test(name) ? "WEB01" : "WEB02").id;

const storageAccount = `/subscriptions/${home.subscription}/resourceGroups/${home.group}/providers/Microsoft.Storage/storageAccounts/orders`;

function targeting(occurrence: Occurrence, targets: readonly string[]): unknown {
  const { schemaId, data } = commonSchema(metricAlert(occurrence, "Fired"));
  const essentials = {
    ...data.essentials,
    targetResourceType: targets.includes(storageAccount)
      ? "microsoft.storage/storageaccounts"
      : data.essentials.targetResourceType,
    alertTargetIDs: targets.map((target) => target.toLowerCase()),
    configurationItems: targets.map((target) => target.slice(target.lastIndexOf("/") + 1).toLowerCase()),
  };
  return { schemaId, data: { ...data, essentials } };
}
