import { parseAlertTarget } from "./alertTarget.ts";
import { commonSchema } from "./commonSchema.ts";
import { legacySchema } from "./legacySchema.ts";
import type { CustomProperties } from "./metricAlert.ts";

export interface AlertOptions {
  /** ARM id of a VM or of a scale set. */
  readonly vm: string;
  /** The instance of the scale set that the alert names, if any. */
  readonly instance?: string | null;
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
 * The body that Azure Monitor sends for a metric alert on a VM or a scale set.
 * @throws RangeError when `vm` is not the ARM id of either.
 */
export function alertPayload({ schema, vm, ...options }: AlertOptions): unknown {
  const target = parseAlertTarget(vm);
  if (target === null) throw new RangeError(`Not the ARM id of a VM or a scale set: ${vm}`);
  const usual = { rule: "net-out-high", firedAt: options.at, customProperties: null, instance: null };
  const alert = { ...usual, ...options, target };
  return schema === "common" ? commonSchema(alert) : legacySchema(alert);
}
