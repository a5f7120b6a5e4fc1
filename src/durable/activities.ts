import { activity } from "./activity.ts";
import { networkActivities } from "./network/networkActivities.ts";
import { brief, hourLong, once, patient, persistent } from "./retryPolicy.ts";
import { ringActivities } from "./ringActivities.ts";
import { scaleSetActivities } from "./scaleSetActivities.ts";
import type { KeptSession } from "../captures/grants/grant.ts";
import type { InterruptedCapture } from "../captures/interruption/interruptedCapture.ts";
import type { Interruption } from "../captures/interruption/interruption.ts";
import type { EvidenceReceipt, NotificationReceipt } from "../captures/outcome/alertOutcome.ts";
import type { CaptureAnalysis } from "../captures/outcome/captureAnalysis.ts";
import type { CaptureEnd } from "../captures/outcome/captureEnd.ts";
import type { CaptureFile } from "../captures/outcome/captureFile.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { Refusal } from "../captures/outcome/refusal.ts";
import type { CaptureLimits, CapturePlan } from "../captures/plan/capturePlan.ts";
import type { StatusQuery } from "../captures/site/captureSession.ts";
import type { CaptureSite } from "../captures/site/captureSite.ts";
import type { Clearance, SessionQuery } from "../captures/site/clearance.ts";
import type { FollowedSession } from "../captures/site/followedSession.ts";
import type { TargetVm } from "../captures/site/targetVm.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { EmailSending } from "../captures/telling/emailSending.ts";
import type { ReportSending } from "../captures/telling/reportSending.ts";
import type { Telling } from "../captures/telling/telling.ts";
import type { TellingQuery, TellingState } from "../captures/telling/tellingState.ts";
import type { AnalysisOfFile } from "./requests/analysisOfFile.ts";
import type { CaptureRequest, RequestOrigin } from "./requests/captureRequest.ts";
import type { DigestOrder } from "./requests/digestOrder.ts";
import type { EvidenceOrder } from "./requests/evidenceOrder.ts";
import type { Endpoints, NotificationOrder } from "./requests/notificationOrder.ts";
import type { ReportRequest } from "./requests/reportRequest.ts";

/** One packet capture session of a Network Watcher. */
export interface Session {
  readonly watcher: Watcher;
  readonly captureName: string;
}

/** A session to be created, and where. */
interface NewSession {
  readonly site: CaptureSite;
  readonly captureName: string;
}

/** A capture that an alert or a request wants. */
export type WantedCapture = Pick<CaptureRequest, "vmId" | "instanceIds" | "occurrence" | "limits">;

/** Where and how it is made. What it may do is the configuration's decision, never the input's. */
export interface CaptureOrder extends NewSession {
  readonly plan: CapturePlan;
  /** Set where the app's record has a ring on the VM. */
  readonly isArmed?: true;
  /** Set where Azure is to be asked for what it knows of the VM's network. */
  readonly asksNetwork?: true;
}

/** A capture's status: not ended, or not known yet, or its end. */
export type CaptureCheck =
  | { readonly ended: false }
  | ({ readonly ended: false } & StatusQuery)
  | ({ readonly ended: true } & CaptureEnd);

/** What a session's clearing and its notes say of the alert. */
interface CaptureOrigin extends RequestOrigin {
  /** ISO 8601. */
  readonly arrivedAt: string;
}

/** What a capture needs to be started, and to be told apart from those of other alerts. */
export interface OpeningOrder extends CaptureOrder {
  readonly origin: CaptureOrigin;
}

interface ClearingRequest extends OpeningOrder {
  /** Of the call before; empty in the first. */
  readonly queries: readonly SessionQuery[];
}

/** The orchestrations of an alert's VMs, by their instance ids. */
interface Children {
  readonly instanceIds: readonly string[];
}

interface ChildrenToStart extends Children {
  /** In the order of the ids. */
  readonly requests: readonly CaptureRequest[];
  /** Their orchestrator's version: that of the alert's own. */
  readonly version: string | null;
}

/** How a VM's orchestration stands. "lost": it has ended without an outcome. */
export type ChildReading =
  | { readonly state: "running" }
  | { readonly state: "ended"; readonly outcome: CaptureOutcome }
  | { readonly state: "lost"; readonly hint: string }
  | { readonly state: "missing" };

/** An alert whose own orchestration ended without a report, which is now due. */
export interface InterruptedAlert extends Required<
  Pick<ReportRequest, "alert" | "requestedBy" | "overrides">
> {
  readonly isDue: true;
  readonly interruption: Interruption;
  readonly captures: readonly InterruptedCapture[];
}

/** The activities' definitions: name, input, output, retry. The handlers are in src/activities/. */
export const activities = {
  /**
   * Looks computers' names up among the VMs of the allowed scopes; for each name its VM, or why there is
   * none.
   */
  resolveHostNames: activity<
    { readonly hostNames: readonly string[] },
    { readonly matches: readonly ({ readonly vmId: string } | Refusal)[] }
  >("resolveHostNames", patient),

  /**
   * Finds the VM, its Network Watcher and the storage account, checks that a capture can be made there, and
   * decides its name and the limits in force.
   */
  resolveVm: activity<WantedCapture, CaptureOrder>("resolveVm", patient),

  /** Starts the installation of the Network Watcher agent; resolveVm sees when it is there. */
  installAgent: activity<{ readonly vm: TargetVm }, object>("installAgent", patient),

  /**
   * Lists the Network Watcher's sessions, clears what blocks a new one, and gives the grant to start it. To
   * be repeated while it returns "wait", or "listen" with the queries whose answers it needs.
   */
  clearConflicts: activity<ClearingRequest, Clearance>("clearConflicts", patient),

  /**
   * Starts the packet capture, or adopts the one that an earlier try has started. "clear": its grant has
   * lapsed, and clearConflicts comes again.
   */
  createCapture: activity<
    NewSession & { readonly limits: CaptureLimits },
    FollowedSession | { readonly next: "clear" }
  >("createCapture", patient),

  /** Gives a grant back, of a session that will not be started. */
  releaseGrant: activity<{ readonly captureName: string }, object>("releaseGrant", brief),

  /**
   * Checks whether a capture has ended: queries its status, or asks for the answer of an earlier query.
   * Refuses when it is lost or failed; the poll schedule does the retrying.
   */
  checkCapture: activity<Session & { readonly answerUrl: string | null }, CaptureCheck>("checkCapture", once),

  /** Asks Network Watcher to stop a capture; its status shows when it has. */
  stopCapture: activity<Session, object>("stopCapture", brief),

  /** Leaves a capture that goes on for other alerts; otherwise it is to be stopped. */
  leaveCapture: activity<
    { readonly captureName: string; readonly joined: boolean; readonly rule: string | null },
    { readonly goesOn: boolean }
  >("leaveCapture", brief),

  /** Deletes a session whose file is found; the file stays. */
  removeSession: activity<Session & { readonly kept: KeptSession }, object>("removeSession", brief),

  /** Looks up the capture file in storage. The upload may end a little after the capture. */
  findCaptureFile: activity<Session, CaptureFile>("findCaptureFile", {
    attempts: 8,
    firstSeconds: 2,
    maxSeconds: 30,
    withinSeconds: 600,
  }),

  /**
   * Reads the capture file from storage and summarises it. The VM's own addresses are inferred from the
   * packets where they are not given.
   */
  analyzeCapture: activity<AnalysisOfFile, CaptureAnalysis>("analyzeCapture", brief),

  /** Starts one orchestration a VM, for an alert with several. */
  startVmCaptures: activity<ChildrenToStart, object>("startVmCaptures", patient),

  /** Reads how the orchestrations of an alert's VMs stand. */
  readVmCaptures: activity<Children, { readonly readings: readonly ChildReading[] }>("readVmCaptures", once),

  /** Ends the captures of an alert's VMs early; `force`: for all; `resolvedAt`: because it resolved. */
  stopVmCaptures: activity<
    Children & { readonly force?: boolean; readonly resolvedAt?: string | null },
    object
  >("stopVmCaptures", patient),

  /**
   * Sends the completion email exactly once, however often this step runs: its operation id is the
   * orchestration's own.
   */
  sendReport: activity<ReportRequest, ReportSending>("sendReport", persistent),

  /** Decides who tells an alert that is about to report, and closes the list of those whom it tells. */
  settleReport: activity<
    { readonly captureNames: readonly string[]; readonly untoldBy: readonly string[] },
    Telling
  >("settleReport", patient),

  /** Reads whether another alert's report has told this one. */
  readTelling: activity<TellingQuery, TellingState>("readTelling", once),

  /** Enters the next digest, and starts its orchestration where none runs. */
  enterDigest: activity<{ readonly captures: readonly CaptureOutcome[] }, { readonly digest: string }>(
    "enterDigest",
    brief,
  ),

  /** Closes a digest: alerts enter another one from now on. */
  closeDigest: activity<object, object>("closeDigest", persistent),

  /** Counts the alerts that may just be entering a digest. */
  readDigest: activity<DigestOrder, { readonly pending: number }>("readDigest", once),

  /** Sends a digest exactly once, about the alerts whose outcome names it. */
  sendDigest: activity<DigestOrder, ReportSending>("sendDigest", persistent),
  /** What goes out beside the email: orchestrators know no setting. */
  listEndpoints: activity<object, Endpoints>("listEndpoints", patient),

  /** Tells one endpoint what became of an alert. Repeated, it has the same id. */
  sendNotification: activity<NotificationOrder, NotificationReceipt>("sendNotification", hourLong),

  /** Writes the evidence record beside a capture file, once, however often this step runs. */
  writeEvidence: activity<EvidenceOrder, EvidenceReceipt>("writeEvidence", brief),

  /** Reads what an alert leaves behind whose own orchestration ended without a report. */
  readInterruption: activity<{ readonly instanceId: string }, InterruptedAlert | { readonly isDue: false }>(
    "readInterruption",
    persistent,
  ),

  /** Finds the packet capture of a VM of such an alert, and whether it still runs. */
  locateCapture: activity<InterruptedCapture, CaptureOutcome>("locateCapture", brief),

  /** Asks the email service for the status of a report. */
  checkReport: activity<{ readonly messageId: string }, EmailSending>("checkReport", once),

  ...ringActivities,
  ...networkActivities,
  ...scaleSetActivities,
};
