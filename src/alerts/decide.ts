import { readAlertId } from "../arm/readAlertId.ts";
import { boundedOrNull, boundedText } from "../redaction/boundedText.ts";
import { occurrenceOf } from "./occurrenceOf.ts";
import { questionOf } from "./questionOf.ts";
import { readAlert } from "./readAlert.ts";
import { findTargets } from "./targets/findTargets.ts";
import { capturedIds, machinesOf, type Machine } from "./targets/machine.ts";
import { namesMachine, type Target } from "./targets/target.ts";
import { acceptedBecause } from "./text/acceptedBecause.ts";
import { byWeight, ignoredBecause } from "./text/ignoredBecause.ts";
import { lookedUpBecause } from "./text/lookedUpBecause.ts";
import type { Scopes } from "../arm/scopes.ts";
import type { Alert, AlertDecision, IgnoredTarget } from "./alert.ts";
import type { IgnoreReason } from "./ignoreReason.ts";
import type { NormalAlert } from "./normalAlert.ts";

const longestTarget = 300;
/**
 * An Azure Monitor alert names one machine or a few; a body that names more must not start a flood of
 * captures.
 */
export const mostVms = 20;
/** At most this many ignored targets are listed; the detail counts them all. */
const mostListed = 100;

interface DecideOptions {
  /** Scopes whose machines may be captured. */
  readonly allowedScopes: Scopes;
  /** Whether computer names are looked up later. */
  readonly resolvesHostNames?: boolean;
}

/** Decides on a parsed request body: capture, ignore, or reject as no alert. Never throws. */
export function decide(body: unknown, options: DecideOptions): AlertDecision {
  const reading = readAlert(body);
  if (!reading.ok) return { kind: "invalid", detail: reading.detail };
  const { alert } = reading;
  const verdict = decideVerdict(alert, options.allowedScopes);
  const { family } = alert;
  if ("machines" in verdict) {
    const { found, machines } = verdict;
    const ids = machines.flatMap(capturedIds).map((id) => ({ id }));
    return capture(alert, occurrenceOf(alert, body, ids), found, machines);
  }
  const { reason, about } = verdict;
  if (reason === "host-name-only" && options.resolvesHostNames === true) return lookUp(alert, body);
  const occurrence = occurrenceOf(alert, body, []);
  const detail = ignoredBecause(reason, about);
  const alertId = reason === "resolved" ? readAlertId(alert.alertId ?? null) : null;
  const resolution = alertId === null ? {} : { resolution: { alertId, at: alert.resolvedAt ?? null } };
  return { kind: "ignored", family, occurrence, reason, detail, ...resolution };
}

type Verdict =
  | { readonly machines: readonly Machine[]; readonly found: readonly Target[] }
  | { readonly reason: IgnoreReason; readonly about: string | null };

function decideVerdict(alert: NormalAlert, allowedScopes: DecideOptions["allowedScopes"]): Verdict {
  const { state } = alert;
  if (state !== null && !firing.test(state))
    return { reason: ended.test(state) ? "resolved" : "unknown-state", about: state };
  const found = findTargets(alert, allowedScopes);
  const named = found.find(namesMachine);
  if (alert.isActivityLog && named !== undefined) return { reason: "activity-log", about: named.text };
  const machines = machinesOf(found, alert.dimensions);
  return machines.length === 0 ? nothingToCapture(alert, found) : { machines, found };
}

/** Families without a state send only firings. */
const firing = /^(?:fired|activated)$/i;
const ended = /^(?:resolved|deactivated)$/i;

function nothingToCapture(alert: NormalAlert, found: readonly Target[]): Verdict {
  for (const reason of byWeight) {
    const target = found.find((candidate) => candidate.kind === "ignored" && candidate.reason === reason);
    if (target !== undefined) return { reason, about: target.text };
  }
  const [host] = alert.hostNames;
  if (host !== undefined) return { reason: "host-name-only", about: host };
  return { reason: "not-a-vm", about: found[0]?.text ?? null };
}

function capture(
  alert: NormalAlert,
  occurrence: string,
  found: readonly Target[],
  machines: readonly Machine[],
): AlertDecision {
  const ignoredTargets = [
    ...found.flatMap(ignoredTarget),
    ...machines.slice(mostVms).map(({ id }) => oneTooMany(id)),
  ];
  const rule = boundedOrNull(alert.rule, 260);
  return {
    kind: "capture",
    family: alert.family,
    alert: { ...kept(alert), rule, occurrence },
    customProperties: alert.customProperties,
    targets: machines.slice(0, mostVms),
    hostNames: [],
    ignoredTargets: ignoredTargets.slice(0, mostListed),
    detail: acceptedBecause(rule, machines.slice(0, mostVms), ignoredTargets.length),
  };
}

/** An alert whose computers are looked up when its orchestration runs. */
function lookUp(alert: NormalAlert, body: unknown): AlertDecision {
  const { family, customProperties } = alert;
  const hostNames = alert.hostNames.slice(0, mostVms);
  const tooMany = alert.hostNames.slice(mostVms).map(oneTooMany);
  const rule = boundedOrNull(alert.rule, 260);
  const occurrence = occurrenceOf(
    alert,
    body,
    hostNames.map((id) => ({ id })),
  );
  return {
    kind: "capture",
    family,
    alert: { ...kept(alert), rule, occurrence },
    customProperties,
    targets: [],
    hostNames,
    ignoredTargets: tooMany.slice(0, mostListed),
    detail: lookedUpBecause(rule, hostNames, tooMany.length),
  };
}

function ignoredTarget(target: Target): IgnoredTarget | [] {
  if (target.kind !== "ignored") return [];
  const { text, reason } = target;
  return { target: boundedText(text, longestTarget), reason, detail: ignoredBecause(reason, text) };
}

/** A machine beyond the bound. */
const oneTooMany = (target: string): IgnoredTarget => ({
  target,
  reason: "not-allowed",
  detail: `One alert captures at most ${mostVms} VMs and scale sets.`,
});

/**
 * The stored facts of an alert, bounded: its texts are untrusted and end up in stored history and in an
 * email.
 */
const kept = (alert: NormalAlert): Omit<Alert, "rule" | "occurrence"> => ({
  alertId: readAlertId(alert.alertId ?? null),
  severity: alert.severity,
  firedAt: alert.firedAt,
  description: boundedOrNull(alert.description, 1000),
  condition: boundedOrNull(alert.condition, 500),
  criteria: alert.criteria,
  question: questionOf(alert),
});
