import { specimenNetwork } from "./specimenNetwork.ts";
import { specimenSummary } from "./specimenSummary.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";
import type { ReportFacts } from "../reportFacts.ts";

const vmId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/specimen/providers/Microsoft.Compute/virtualMachines/SPECIMEN-VM";
const timeLimitSeconds = 300;
/** Seconds before the capture started. */
const delays = { fired: 251, received: 6 };

const before = (time: string, seconds: number): string =>
  new Date(Date.parse(time) - seconds * 1000).toISOString();

/** A sample report of a capture that ended at `now` (ISO 8601), marked as a test. */
export function specimenFacts(now: string): ReportFacts {
  const startedAt = before(now, timeLimitSeconds);
  const summary = specimenSummary(startedAt);
  return {
    alert: {
      occurrence: "0".repeat(32),
      alertId: null,
      rule: "specimen-rule",
      severity: "Sev4",
      firedAt: before(startedAt, delays.fired),
      description: "A sample alert.",
      condition: "Network Out Total > 50000000 (Total over PT5M), measured 61210778",
      question: "outbound",
      criteria: [
        {
          ...{ kind: "metric", measure: "Network Out Total", namespace: "Microsoft.Compute/virtualMachines" },
          ...{ unit: null, dimensions: [], aggregation: "total", operator: ">", isDynamic: false },
          ...{ threshold: 50_000_000, value: 61_210_778, windowSeconds: 300 },
        },
      ],
    },
    joinedAlerts: {
      listed: [{ rule: "specimen-rule-2", severity: "Sev3", firedAt: startedAt, requestedBy: null }],
      more: 0,
    },
    captures: [specimenCapture(startedAt, now, summary)],
    instanceId: "specimen",
    timeZone: "UTC",
    specimen: true,
  };
}

const specimenCapture = (startedAt: string, now: string, summary: CaptureSummary): CaptureOutcome => ({
  vmId,
  vmName: "SPECIMEN-VM",
  location: "westeurope",
  outcome: "captured",
  code: null,
  hint: null,
  captureName: "alert-SPECIMEN-VM-0000000000000000",
  joined: false,
  replacedBy: null,
  limits: { timeLimitSeconds, maxBytes: 104_857_600, bytesPerPacket: 0 },
  filters: [],
  stopReason: "TimeExceeded",
  stoppedBy: null,
  startedAt,
  endedAt: now,
  guestPath: null,
  fileUrl: "https://specimen.blob.core.windows.net/network-watcher-logs/specimen.cap",
  bytes: summary.file.bytes,
  sha256: "0123456789abcdef".repeat(4),
  readAt: now,
  etag: '"0x8DE2B0000000000"',
  before: null,
  network: specimenNetwork(now),
  instances: null,
  instanceFolder: null,
  leadingInstance: null,
  analyzedBy: null,
  times: {
    ...{ firedAt: before(startedAt, delays.fired), receivedAt: before(startedAt, delays.received) },
    ...{ acceptedAt: startedAt, fileFoundAt: now },
    ...{ firstPacketAt: summary.firstPacketAt, lastPacketAt: summary.lastPacketAt },
  },
  summary,
});
