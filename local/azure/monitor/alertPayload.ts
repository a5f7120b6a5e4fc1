import { parseVmResourceId } from "../arm/virtualMachines/vmResourceId.ts";
import { commonSchema } from "./commonSchema.ts";
import { legacySchema } from "./legacySchema.ts";
import type { CustomProperties } from "./metricAlert.ts";

export interface AlertOptions {
  /** ARM id. */
  readonly vm: string;
  readonly schema: "common" | "legacy";
  readonly condition: "Fired" | "Resolved";
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** When a resolved alert fired; `at` unless given. */
  readonly firedAt?: number;
  /** UUID. */
  readonly id: string;
  /** Name of the alert rule. */
  readonly rule?: string;
  /** The alert rule's custom properties. */
  readonly customProperties?: CustomProperties | null;
}

/**
 * The body that Azure Monitor sends for a metric alert on a VM.
 * @throws RangeError when `vm` is not the ARM id of a VM.
 */
export function alertPayload({ schema, vm: vmId, ...options }: AlertOptions): unknown {
  const vm = parseVmResourceId(vmId);
  if (vm === null) throw new RangeError(`Not the ARM id of a VM: ${vmId}`);
  const usual = { rule: "net-out-high", firedAt: options.at, customProperties: null };
  const alert = { ...usual, ...options, vm };
  return schema === "common" ? commonSchema(alert) : legacySchema(alert);
}
