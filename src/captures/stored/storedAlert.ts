import { fieldsOf, textOf, textsOf } from "../../alerts/text/fields.ts";
import { boundedOrNull } from "../../redaction/boundedText.ts";
import { timesOfRequest } from "../outcome/captureTimes.ts";
import { storedCriteria } from "./storedCriteria.ts";
import type { Alert } from "../../alerts/alert.ts";
import type { Override } from "../plan/override.ts";

const mostTargets = 20;
const hex = /^[0-9a-f]{32}$/;

/**
 * What can be read of an orchestration's input. It may be of an earlier release, or be the very reason why
 * the orchestration failed, so every field may be missing.
 */
export function storedFields(input: unknown) {
  const fields = fieldsOf(input);
  const occurrence = textOf(fields?.occurrence);
  const targets = [...textsOf(fields?.vmIds), ...textsOf(fields?.hostNames)];
  return {
    occurrence: occurrence !== null && hex.test(occurrence) ? occurrence : null,
    /** ARM ids and computers' names. */
    targets: targets.slice(0, mostTargets).map((target) => target.slice(0, 1000)),
    vmId: textOf(fields?.vmId),
    times: timesOfRequest({
      alert: { firedAt: timeOf(fieldsOf(fields?.alert)?.firedAt) },
      receivedAt: timeOf(fields?.receivedAt),
    }),
    requestedBy: boundedOrNull(textOf(fields?.requestedBy), 256),
  };
}

/** A time as the app writes it; null for anything else. */
function timeOf(value: unknown): string | null {
  const time = Date.parse(textOf(value) ?? "");
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** The alert in an orchestration's input; null for a request, or where there is none. */
export function storedAlert(input: unknown): Alert | null {
  const alert = fieldsOf(fieldsOf(input)?.alert);
  if (alert === null) return null;
  const text = (name: string, length: number) => boundedOrNull(textOf(alert[name]), length);
  return {
    occurrence: text("occurrence", 32) ?? "",
    alertId: text("alertId", 1000),
    rule: text("rule", 260),
    severity: text("severity", 100),
    firedAt: text("firedAt", 40),
    description: text("description", 1000),
    condition: text("condition", 500),
    criteria: storedCriteria(alert.criteria),
    question: null,
  };
}

/** The limits that the alert rule asked for. */
export function storedOverrides(input: unknown): readonly Override[] {
  const { overrides } = fieldsOf(input) ?? {};
  return Array.isArray(overrides) ? overrides.filter(isOverride).slice(0, 3) : [];
}

const isOverride = (value: unknown): value is Override => {
  const override = fieldsOf(value);
  return ["name", "outcome", "detail"].every((name) => typeof override?.[name] === "string");
};
