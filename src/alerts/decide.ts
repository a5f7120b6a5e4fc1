import type { Alert, AlertDecision, IgnoreReason } from "./alert.ts";
import { boundedOrNull, boundedText } from "./boundedText.ts";
import { findTargets } from "./findTargets.ts";
import { byWeight, ignoredBecause } from "./ignoring.ts";
import type { NormalAlert } from "./normalAlert.ts";
import { occurrenceOf } from "./occurrence.ts";
import { readAlert } from "./readAlert.ts";
import { namesVm, type Target } from "./target.ts";
import type { VmId } from "./vmId.ts";

const longestTarget = 300;

export interface DecideOptions {
  /** Subscription or resource group ids whose VMs may be captured; "*": any. */
  readonly allowedScopes: readonly string[] | "*";
}

/** Decides what a parsed request body asks for: a capture, nothing, or that it is no alert. Never throws. */
export function decide(body: unknown, { allowedScopes }: DecideOptions): AlertDecision {
  const reading = readAlert(body);
  if (!reading.ok) return { kind: "invalid", detail: reading.detail };
  const { alert } = reading;
  if (!isFiring(alert.state)) return ignored("resolved", alert.state);
  const found = findTargets(alert, allowedScopes);
  const named = found.find(namesVm);
  if (alert.isActivityLog && named !== undefined) return ignored("activity-log", named.text);
  const vms = found.flatMap((target) => (target.kind === "vm" ? target.vm : []));
  return vms.length === 0 ? nothingToCapture(alert, found) : capture(alert, body, found, vms);
}

/** Families without a state tell of firings alone; a state that is not known to be one is taken for an end. */
const isFiring = (state: string | null): boolean =>
  state === null || ["fired", "activated"].includes(state.toLowerCase());

const ignored = (reason: IgnoreReason, about: string | null): AlertDecision => ({
  kind: "ignored",
  reason,
  detail: ignoredBecause(reason, about),
});

function nothingToCapture(alert: NormalAlert, found: readonly Target[]): AlertDecision {
  for (const reason of byWeight) {
    const target = found.find((candidate) => candidate.kind === "ignored" && candidate.reason === reason);
    if (target !== undefined) return ignored(reason, target.text);
  }
  const [host] = alert.hostNames;
  if (host !== undefined) return ignored("host-name-only", host);
  return ignored("not-a-vm", found[0]?.text ?? null);
}

function capture(
  alert: NormalAlert,
  body: unknown,
  found: readonly Target[],
  targets: readonly VmId[],
): AlertDecision {
  return {
    kind: "capture",
    alert: kept(alert, occurrenceOf(alert, body, targets)),
    targets,
    ignoredTargets: found.flatMap((target) =>
      target.kind === "vm" ? [] : { target: boundedText(target.text, longestTarget), reason: target.reason },
    ),
  };
}

/** What is kept of an alert: its texts are untrusted and end up in stored history and in an email. */
const kept = (alert: NormalAlert, occurrence: string): Alert => ({
  occurrence,
  rule: boundedOrNull(alert.rule, 260),
  severity: alert.severity,
  firedAt: alert.firedAt,
  description: boundedOrNull(alert.description, 1000),
  condition: boundedOrNull(alert.condition, 500),
  customProperties: alert.customProperties,
});
