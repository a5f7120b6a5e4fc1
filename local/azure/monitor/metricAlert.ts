import { createHash } from "node:crypto";
import { resourceId } from "../arm/resourceId.ts";
import type { AlertTarget } from "./alertTarget.ts";

/** The alert rule's custom properties. */
export type CustomProperties = Readonly<Record<string, string>>;

/** One firing or resolution of a metric alert rule, independent of the schema. */
export interface MetricAlert {
  readonly target: AlertTarget;
  /** The instance of a scale set that the alert names, `3` for example; null: none. */
  readonly instance: string | null;
  /** Name of the alert rule. */
  readonly rule: string;
  readonly condition: "Fired" | "Resolved";
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** When the alert fired. */
  readonly firedAt: number;
  /** UUID; the same for firing and resolution. */
  readonly id: string;
  readonly customProperties: CustomProperties | null;
}

/** Average bytes in the window, above the threshold. */
const unusualValue = 7_340_032;
export const conditionType = "SingleResourceMultipleMetricCriteria";
export const windowSize = "PT5M";
const windowMs = 300_000;
/** Delay from the end of the evaluated window to the alert. */
const evaluationMs = 137_400;

export const ruleId = ({ target, rule }: MetricAlert): string =>
  resourceId(target, "microsoft.insights/metricAlerts", rule);

/** The rule's condition and the measured value. */
export const criterion = ({ target, instance, condition }: MetricAlert) => ({
  metricName: "Network Out Total",
  metricNamespace: target.type,
  operator: "GreaterThan",
  threshold: "5000000",
  timeAggregation: "Average",
  dimensions: instance === null ? [] : [{ name: "VMName", value: `${target.name}_${instance}` }],
  metricValue: condition === "Fired" ? unusualValue : 0,
  webTestName: null,
});

/** The evaluated window; a resolved alert repeats it. */
export function evaluatedWindow({ firedAt }: MetricAlert) {
  const end = firedAt - evaluationMs;
  return {
    windowStartTime: new Date(end - windowMs).toISOString(),
    windowEndTime: new Date(end).toISOString(),
  };
}

/** Azure's time format, to 100 ns. The digits below a millisecond come from the alert's id. */
export function alertTime(at: number, id: string): string {
  const digits = String(digest(id) % 10_000).padStart(4, "0");
  return new Date(at).toISOString().replace("Z", `${digits}Z`);
}

/** The metrics service's id of the rule: the same for every firing. */
export const originAlertId = (alert: MetricAlert): string =>
  [
    alert.target.subscription,
    alert.target.group,
    "microsoft.insights",
    "metricAlerts",
    alert.rule,
    digest(ruleId(alert)) | 0,
  ].join("_");

const digest = (text: string) => createHash("sha256").update(text).digest().readUInt32BE();
