import { evidenceTime, type EvidenceTime } from "./evidenceTime.ts";
import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";
import type { NetworkContext } from "../network/networkContext.ts";
import type { CaptureOutcome } from "../outcome/captureOutcome.ts";
import type { BeforeCapture } from "../rings/beforeCapture.ts";

/**
 * Who ended a session, as far as the service's word and the app's own record tell. "the alert's end": the
 * app, because the alert had resolved. "a stop request": by anyone, the app included; Azure's activity log
 * has who it was.
 */
type EndedBy = "Network Watcher" | "a later alert" | "the alert's end" | "a stop request";

/** What the evidence record has of the analysis. */
interface Analysis {
  /** Version of the app that made it; null: an earlier one. */
  readonly version: string | null;
  /** Whether it missed nothing of what it read. */
  readonly exact: boolean;
  /** These two count the capture file alone. */
  readonly readBytes: number;
  readonly packets: number;
  /** What was read of the ring's files, which have no hash; null where there were none. */
  readonly before: { readonly files: number; readonly unreadFiles: number; readonly packets: number } | null;
  /** Lead and findings are about both. */
  readonly lead: string;
  readonly findings: readonly { readonly kind: string; readonly severity: string }[];
}

/** What the evidence record has of one VM's capture. */
export interface CaptureEvidence {
  readonly vm: Readonly<Record<"id" | "name", string>> & { readonly location: string | null };
  readonly outcome: CaptureOutcome["outcome"];
  readonly code: CaptureOutcome["code"];
  readonly hint: string | null;
  /** The session of Network Watcher; null where there was none. */
  readonly session: {
    readonly name: string;
    /** Whether another alert had started it. */
    readonly joined: boolean;
    readonly replacedBy: string | null;
    readonly stopReason: string | null;
    readonly endedBy: EndedBy | null;
  } | null;
  readonly limits: CaptureOutcome["limits"];
  readonly filters: CaptureOutcome["filters"];
  readonly times: readonly EvidenceTime[];
  /** Null where no file is known. */
  readonly file: {
    readonly url: string | null;
    /** Its path on the VM; null where it is not kept there. */
    readonly guestPath: string | null;
    readonly bytes: number | null;
    /** Hash and version of the file as it was read; both are null when it was not read as a whole. */
    readonly sha256: string | null;
    readonly etag: string | null;
  } | null;
  /** Of a scale set: each instance with its file; null for a VM, whose file is above. */
  readonly instances: CaptureOutcome["instances"];
  /** The packets from before the capture; null where the VM was not armed. */
  readonly before: BeforeCapture | null;
  /** What Azure said of the VM's network after the capture; null where it was not asked. */
  readonly network: NetworkContext | null;
  /** Null where the packets were not analyzed. */
  readonly analysis: Analysis | null;
}

/** The facts of one capture. */
export function captureEvidence(outcome: CaptureOutcome): CaptureEvidence {
  const { vmId: id, vmName: name, location, code, hint, limits, filters, before, network } = outcome;
  return {
    vm: { id, name, location },
    ...{ outcome: outcome.outcome, code, hint },
    session: sessionOf(outcome),
    ...{ limits, filters },
    times: timesOf(outcome),
    file: fileOf(outcome),
    instances: outcome.instances,
    before,
    network,
    analysis: analysisOf(outcome),
  };
}

function sessionOf(outcome: CaptureOutcome): CaptureEvidence["session"] {
  const { captureName: name, joined, replacedBy, stopReason } = outcome;
  return name === null ? null : { name, joined, replacedBy, stopReason, endedBy: endedBy(outcome) };
}

function endedBy({ replacedBy, stopReason, stoppedBy }: CaptureOutcome): EndedBy | null {
  if (replacedBy !== null) return "a later alert";
  if (stopReason === null || stopReason === "") return null;
  if (stoppedBy === "resolved" && stopReason.toLowerCase() === "manual") return "the alert's end";
  return stopReason.toLowerCase() === "manual" ? "a stop request" : "Network Watcher";
}

/** The list always has the same times in the same order. */
function timesOf({ times, startedAt, endedAt, readAt, before }: CaptureOutcome): readonly EvidenceTime[] {
  return [
    evidenceTime("alert fired", "Azure Monitor", times.firedAt),
    evidenceTime("received", "the app", times.receivedAt),
    evidenceTime("session accepted", "the app", times.acceptedAt),
    evidenceTime("session started", "Network Watcher", startedAt),
    evidenceTime("first packet before the capture", "the VM (packets)", before?.from ?? null),
    evidenceTime("last packet before the capture", "the VM (packets)", before?.to ?? null),
    evidenceTime("first packet", "the VM (packets)", times.firstPacketAt),
    evidenceTime("last packet", "the VM (packets)", times.lastPacketAt),
    evidenceTime("seen to have ended", "the app", endedAt),
    evidenceTime("file seen in storage", "the app", times.fileFoundAt),
    evidenceTime("file read from", "the app", readAt),
  ];
}

function fileOf({ fileUrl: url, guestPath, bytes, sha256, etag }: CaptureOutcome): CaptureEvidence["file"] {
  return url === null && guestPath === null ? null : { url, guestPath, bytes, sha256, etag };
}

function readBefore({ before }: CaptureSummary): Analysis["before"] {
  if (before === null || before.files + before.unreadFiles === 0) return null;
  const { files, unreadFiles, packets } = before;
  return { files, unreadFiles, packets };
}

function analysisOf({ summary, analyzedBy: version }: CaptureOutcome): Analysis | null {
  if (summary === null) return null;
  const { exact, lead } = summary;
  const findings = summary.findings.map(({ kind, severity }) => ({ kind, severity }));
  const before = readBefore(summary);
  const packets = summary.packets - (before?.packets ?? 0);
  return { version, exact, readBytes: summary.file.bytes, packets, before, lead, findings };
}
