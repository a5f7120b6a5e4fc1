import { captureEvidence, type CaptureEvidence } from "./captureEvidence.ts";
import { evidenceTime, type EvidenceTime } from "./evidenceTime.ts";
import type { Alert } from "../../alerts/alert.ts";
import type { Interruption } from "../interruption/interruption.ts";
import type { ReportReceipt } from "../outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../outcome/captureOutcome.ts";
import type { Override } from "../plan/override.ts";
import type { JoinedAlert, JoinedAlerts } from "../telling/joinedAlerts.ts";

/** What a record is made from: what an alert's orchestration has stored. */
export interface EvidenceFacts {
  readonly instanceId: string;
  /** Null for a capture on demand. */
  readonly alert: Alert | null;
  /** When the alert resolved, ISO 8601; absent where that is not known. */
  readonly resolvedAt?: string;
  /** Who asked for a capture on demand. */
  readonly requestedBy?: string | null;
  /** Limits that the alert rule asked for. */
  readonly overrides?: readonly Override[];
  readonly captures: readonly CaptureOutcome[];
  /** Other alerts that followed these captures; null: not known. */
  readonly joinedAlerts: JoinedAlerts | null;
  /** Set where the alert's own orchestration did not come to its end. */
  readonly interruption?: Interruption;
  /** The instance whose report tells this alert. */
  readonly reportedIn?: string | null;
  /** Null or absent: there is none, or it is not known. */
  readonly report?: ReportReceipt | null;
  /** When the email service had accepted it, ISO 8601. */
  readonly reportSentAt?: string | null;
}

/** The evidence record: facts of one alert or request, and of where they come from. */
export interface EvidenceRecord {
  /** The name of this form; another form gets another number. */
  readonly schema: "capture-on-alert/evidence/1";
  /** The app that wrote this record. */
  readonly app: { readonly name: "capture-on-alert"; readonly version: string };
  readonly instanceId: string;
  /** False where the alert's orchestration did not come to its end; the record has what was known. */
  readonly complete: boolean;
  readonly interruption: Interruption | null;
  readonly alert: {
    readonly rule: string | null;
    readonly severity: string | null;
    readonly firedAt: string | null;
    readonly alertId: string | null;
    readonly condition: string | null;
    readonly description: string | null;
    readonly occurrence: string;
    /** When it resolved, if that was told while it was captured. */
    readonly resolvedAt: string | null;
  } | null;
  readonly requestedBy: string | null;
  readonly overrides: readonly Override[];
  /** Alerts that followed the captures of this one; `more`: how many are not listed, null: not known. */
  readonly joinedAlerts: { readonly listed: readonly JoinedAlert[]; readonly more: number | null };
  readonly captures: readonly CaptureEvidence[];
  readonly report: {
    /** The instance whose report tells this alert; null: its own does. */
    readonly reportedIn: string | null;
    readonly messageId: string | null;
    readonly recipients: number | null;
    readonly error: string | null;
    readonly times: readonly EvidenceTime[];
  };
}

/** A record lists at most so many of each. */
const most = { captures: 20, joined: 20 };

/** The record of an alert or a request. `version`: the app's. */
export function evidenceRecord(facts: EvidenceFacts, version: string): EvidenceRecord {
  const { instanceId, interruption = null, requestedBy = null, overrides = [] } = facts;
  return {
    schema: "capture-on-alert/evidence/1",
    app: { name: "capture-on-alert", version },
    instanceId,
    complete: interruption === null,
    interruption,
    alert: alertOf(facts),
    requestedBy,
    overrides,
    joinedAlerts: joinedOf(facts),
    captures: facts.captures.slice(0, most.captures).map(captureEvidence),
    report: reportOf(facts),
  };
}

/** The one form of a record: from one version of the app, equal facts have equal bytes. */
export const textOfRecord = (record: EvidenceRecord): string => `${JSON.stringify(record, null, 2)}\n`;

function alertOf({ alert, resolvedAt }: EvidenceFacts): EvidenceRecord["alert"] {
  if (alert === null) return null;
  const { rule, severity, firedAt, alertId, condition, description, occurrence } = alert;
  return {
    rule,
    severity,
    firedAt,
    alertId,
    condition,
    description,
    occurrence,
    resolvedAt: resolvedAt ?? null,
  };
}

function joinedOf({ joinedAlerts }: EvidenceFacts): EvidenceRecord["joinedAlerts"] {
  if (joinedAlerts === null) return { listed: [], more: null };
  const listed = joinedAlerts.listed.slice(0, most.joined);
  return { listed, more: joinedAlerts.more + joinedAlerts.listed.length - listed.length };
}

function reportOf({ report = null, reportedIn = null, reportSentAt = null }: EvidenceFacts) {
  return {
    reportedIn,
    messageId: report?.messageId ?? null,
    recipients: report?.sentTo.length ?? null,
    error: report?.error ?? null,
    times: [evidenceTime("report sent", "the app", reportSentAt)],
  };
}
