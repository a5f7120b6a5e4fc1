import assert from "node:assert/strict";
import { captureFailure } from "../../../src/captures/outcome/captureFailure.ts";
import { type CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import { failureCodes } from "../../../src/captures/outcome/failureCode.ts";
import { analyzedRing, unanalyzedRing, unbegunRing } from "./analyzedRing.ts";
import { facts, notRunning, outcome, refusal } from "./facts.ts";
import { outboundToService, summaries } from "./summaries.ts";
import type { ReportFacts } from "../../../src/report/reportFacts.ts";

/** Every stop reason that the service is known to give, an unknown one and none. */
const stops: Readonly<Record<string, Partial<CaptureOutcome>>> = {
  "time limit": {},
  "stopped early": { stopReason: "Manual" },
  "size limit": { stopReason: null, bytes: 104_857_000 },
  "no reason": { stopReason: null },
  "unknown reason": { stopReason: "SomethingNew" },
  "no packets": { bytes: 24 },
  "size unknown": { bytes: null },
  joined: { joined: true },
  replaced: { stopReason: "Manual", replacedBy: "alert-WEB01-fedcba9876543210" },
  "on the VM alone": {
    fileUrl: null,
    bytes: null,
    guestPath: "/var/captures/alert-WEB01-0123456789abcdef.cap",
  },
};

/** Every capture error that the API publishes, an unknown one and none. */
const errors = [
  "InternalError",
  "AgentStopped",
  "CaptureFailed",
  "LocalFileFailed",
  "StorageFailed",
  "SomethingNew",
];

const afterError = (found: readonly string[]): CaptureOutcome => {
  const failure = captureFailure({ state: "Error", errors: found, stopReason: null, startedAt: null });
  assert.ok(failure !== null);
  return refusal("WEB01", { code: failure.refused, hint: failure.hint });
};

const unanalyzed: Readonly<Record<string, CaptureOutcome>> = {
  ...Object.fromEntries(Object.entries(stops).map(([name, changes]) => [name, outcome(changes)])),
  ...Object.fromEntries(errors.map((error) => [`capture error ${error}`, afterError([error])])),
  "capture error without a name": afterError([]),
  ...Object.fromEntries(
    failureCodes.map((code) => [
      `code ${code} without a hint`,
      refusal("WEB01", {
        code,
        outcome: ["cooldown", "stopped", "host-name-only"].includes(code) ? "skipped" : "failed",
      }),
    ]),
  ),
  "too large to analyze": outcome({
    bytes: 2_147_483_648,
    hint: "The file is larger than CAPTURE_ANALYZE_MAX_BYTES (1 GiB), so its packets were not analyzed.",
  }),
};

/** What the app adds to the facts of an orchestration. */
export const places: ReportFacts["places"] = {
  portal: "https://portal.azure.com",
  storageAccountId:
    "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG/providers/Microsoft.Storage/storageAccounts/captureonalert",
  appOrigin: "https://capture-on-alert.azurewebsites.net",
};

/** The emails of captures of which nothing is said but how they ended. */
export const plainEndings: Readonly<Record<string, ReportFacts>> = {
  ...Object.fromEntries(
    Object.entries(unanalyzed).map(([name, ending]) => [
      name,
      facts({ captures: [ending], places, fileRetentionDays: 30 }),
    ]),
  ),
  "VM not running": facts({ captures: [notRunning("WEB01")], places }),
  "of an alert that was terminated": facts({
    places,
    interruption: { ending: "terminated", reason: "by hand", endedAt: "2026-11-23T02:01:12.000Z" },
  }),
};

const alertId =
  "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/providers/Microsoft.AlertsManagement/alerts/b9569717-bc32-442f-add5-83a997729330";

const analyzed = (...captures: readonly CaptureOutcome[]): ReportFacts =>
  facts({ captures, places, timeZone: "Europe/Berlin", alert: { ...facts().alert, alertId } });

const vm = (number: number, changes: Partial<CaptureOutcome>): CaptureOutcome =>
  outcome({ ...changes, vmName: `WEB${String(number).padStart(2, "0")}` });

const kinds = Object.values(summaries);
const ofService = outcome({ summary: outboundToService });

/** The emails that say what the packets say. */
export const analyzedEndings: Readonly<Record<string, ReportFacts>> = {
  ...Object.fromEntries(
    Object.entries(summaries).map(([name, summary]) => [
      name,
      analyzed(outcome({ summary, bytes: summary.file.bytes })),
    ]),
  ),
  "stopped early and analyzed": analyzed(outcome({ stopReason: "Manual", summary: outboundToService })),
  "filtered traffic": analyzed(
    outcome({
      filters: [{ protocol: "TCP", remotePort: "443" }],
      summary: {
        ...outboundToService,
        lead: "Of the captured TCP 443 traffic: 93% of outbound bytes went to 203.0.113.9:443 (updates.example.net)",
      },
    }),
  ),
  "two VMs, one of them not running": analyzed(outcome({ summary: outboundToService }), notRunning("WEB02")),
  "four VMs": analyzed(
    ...kinds.slice(0, 3).map((summary, index) => vm(index + 1, { summary })),
    notRunning("WEB04"),
  ),
  ...Object.fromEntries(
    ([2, 4, 5, 20] as const).map((count) => [
      `${count} VMs with many findings`,
      analyzed(
        ...Array.from({ length: count }, (_, index) =>
          vm(index + 1, { summary: summaries["many findings"] ?? null }),
        ),
      ),
    ]),
  ),
  "twenty VMs": analyzed(
    ...Array.from({ length: 20 }, (_, index) =>
      vm(index + 1, { summary: kinds[index % kinds.length] ?? null }),
    ),
  ),
  "packets from before the alert": analyzed(analyzedRing({ overlap: 10 })),
  "packets from before, with a gap, and a file that was not read": analyzed(
    analyzedRing({ overlap: -8, isDamaged: true }),
  ),
  "no packets from before": analyzed({ ...ofService, before: unbegunRing(ofService) }),
  "a capture that was not analyzed, with packets from before": analyzed(
    outcome({ before: unanalyzedRing(outcome().times) }),
  ),
  "a capture that failed with packets from before": analyzed({
    ...afterError(["AgentStopped"]),
    before: unanalyzedRing(outcome().times),
  }),
  "six armed VMs": analyzed(...[1, 2, 3, 4, 5, 6].map((number) => vm(number, analyzedRing({ overlap: 10 })))),
  "joined by 199 alerts": {
    ...analyzed(outcome({ summary: outboundToService })),
    joinedAlerts: {
      listed: Array.from({ length: 199 }, (_, index) => ({
        rule: `net-out-high-${index + 2}`,
        severity: "Sev2",
        firedAt: new Date(Date.parse("2026-11-23T01:58:22.000Z") + index * 200).toISOString(),
        requestedBy: null,
      })),
      more: 0,
    },
  },
  "on demand": {
    ...analyzed(outcome({ joined: true, summary: outboundToService })),
    alert: null,
    requestedBy: "alice@example.com",
  },
};
