import { unknownTimes } from "../../../src/captures/outcome/captureTimes.ts";
import type { Alert } from "../../../src/alerts/alert.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "../../../src/report/reportFacts.ts";

const group =
  "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG/providers/Microsoft.Compute";

/** A capture of WEB01 that ran its full time, with parts of it replaced. */
export const outcome = (changes: Partial<CaptureOutcome> = {}): CaptureOutcome => ({
  vmId: `${group}/virtualMachines/WEB01`,
  vmName: "WEB01",
  location: "westeurope",
  outcome: "captured",
  code: null,
  hint: null,
  captureName: "alert-WEB01-0123456789abcdef",
  joined: false,
  replacedBy: null,
  limits: { timeLimitSeconds: 300, maxBytes: 104_857_600, bytesPerPacket: 0 },
  filters: [],
  stopReason: "TimeExceeded",
  stoppedBy: null,
  startedAt: "2026-11-23T02:00:47.120Z",
  endedAt: "2026-11-23T02:05:49.000Z",
  guestPath: null,
  fileUrl:
    "https://captureonalert.blob.core.windows.net/network-watcher-logs/2026/11/23/packetcapture_02_00_47.cap",
  bytes: 7_340_032,
  sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  readAt: "2026-11-23T02:05:56.000Z",
  etag: '"0x8DE2A36B5F1C2D0"',
  before: null,
  network: null,
  instances: null,
  instanceFolder: null,
  leadingInstance: null,
  analyzedBy: null,
  times: {
    firedAt: "2026-11-23T01:58:21.000Z",
    receivedAt: "2026-11-23T02:00:40.000Z",
    acceptedAt: "2026-11-23T02:00:46.300Z",
    firstPacketAt: "2026-11-23T02:00:48.020Z",
    lastPacketAt: "2026-11-23T02:05:46.910Z",
    fileFoundAt: "2026-11-23T02:05:55.000Z",
  },
  summary: null,
  ...changes,
});

/** The outcome of a capture that did not come about. */
export const refusal = (name: string, changes: Partial<CaptureOutcome>): CaptureOutcome =>
  outcome({
    vmId: `${group}/virtualMachines/${name}`,
    vmName: name,
    outcome: "failed",
    captureName: null,
    limits: null,
    filters: null,
    stopReason: null,
    startedAt: null,
    endedAt: null,
    fileUrl: null,
    bytes: null,
    sha256: null,
    times: unknownTimes,
    ...changes,
  });

export const notRunning = (name: string): CaptureOutcome =>
  refusal(name, {
    code: "vm-not-running",
    hint: `${name} is deallocated; packets can be captured only on a running VM. Start it: az vm start --ids ${group}/virtualMachines/${name}`,
  });

type AlertFacts = ReportFacts & { readonly alert: Alert };

export const facts = (changes: Partial<AlertFacts> = {}): AlertFacts => ({
  alert: {
    occurrence: "0123456789abcdef0123456789abcdef",
    alertId: null,
    rule: "net-out-high",
    severity: "Sev2",
    firedAt: "2026-11-23T01:58:21.000Z",
    description: "Outgoing traffic is unusually high",
    condition: "Network Out Total > 500000000 (Total over PT5M), measured 812345678",
    question: "outbound",
    criteria: [
      {
        ...{ kind: "metric", measure: "Network Out Total", namespace: "Microsoft.Compute/virtualMachines" },
        ...{ unit: null, dimensions: [], aggregation: "total", operator: ">", isDynamic: false },
        ...{ threshold: 500_000_000, value: 812_345_678, windowSeconds: 300 },
      },
    ],
  },
  captures: [outcome()],
  instanceId: "alert-0123456789abcdef0123456789abcdef",
  timeZone: "UTC",
  ...changes,
});
