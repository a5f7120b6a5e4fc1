import { createHash } from "node:crypto";
import { resourceId } from "../arm/resourceId.ts";
import type { VmResourceId } from "../arm/virtualMachines/vmResourceId.ts";
import type { CustomProperties } from "./alertToSend.ts";

/** One firing of a metric alert rule, or its end, whatever the schema it is told in. */
export interface MetricAlert {
  readonly vm: VmResourceId;
  /** Name of the alert rule. */
  readonly rule: string;
  readonly condition: "Fired" | "Resolved";
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** When a resolved alert had fired. */
  readonly firedAt: number;
  /** UUID; the same when an alert fires and when it is resolved. */
  readonly id: string;
  readonly customProperties: CustomProperties | null;
}

const metricNamespace = "Microsoft.Compute/virtualMachines";
/** Average bytes in the window. */
const unusualValue = 7_340_032;
export const conditionType = "SingleResourceMultipleMetricCriteria";
export const windowSize = "PT5M";
const windowMs = 300_000;
/** From the end of the window that broke the rule to the alert. */
const evaluationMs = 137_400;

export const ruleId = ({ vm, rule }: MetricAlert): string =>
  resourceId(vm, "microsoft.insights/metricAlerts", rule);

/** The condition of the rule and the value that was measured. */
export const criterion = (metricValue: number) => ({
  metricName: "Network Out Total",
  metricNamespace,
  operator: "GreaterThan",
  threshold: "3",
  timeAggregation: "Average",
  dimensions: [],
  metricValue,
  webTestName: null,
});

export const metricValue = ({ condition }: MetricAlert): number => (condition === "Fired" ? unusualValue : 0);

/** The window of the firing; a resolved alert repeats it. */
export function evaluatedWindow({ firedAt }: MetricAlert) {
  const end = firedAt - evaluationMs;
  return {
    windowStartTime: new Date(end - windowMs).toISOString(),
    windowEndTime: new Date(end).toISOString(),
  };
}

/** Azure's form of a time, to 100 ns; the digits beyond the millisecond come from the alert's id. */
export function alertTime(at: number, id: string): string {
  const digits = String(digest(id) % 10_000).padStart(4, "0");
  return new Date(at).toISOString().replace("Z", `${digits}Z`);
}

/** The id under which the metrics service knows the rule: the same for every firing. */
export const originAlertId = (alert: MetricAlert): string =>
  [
    alert.vm.subscription,
    alert.vm.group,
    "microsoft.insights",
    "metricAlerts",
    alert.rule,
    digest(ruleId(alert)) | 0,
  ].join("_");

const digest = (text: string) => createHash("sha256").update(text).digest().readUInt32BE();
