import { activity } from "./activity.ts";
import { brief, once, patient, persistent } from "./retryPolicy.ts";
import type { CaptureAnalysis } from "../captures/outcome/captureAnalysis.ts";
import type { CaptureEnd } from "../captures/outcome/captureEnd.ts";
import type { CaptureFile } from "../captures/outcome/captureFile.ts";
import type { EmailSending } from "../captures/outcome/emailSending.ts";
import type { CaptureLimits, CapturePlan } from "../captures/plan/capturePlan.ts";
import type { CaptureSite } from "../captures/site/captureSite.ts";
import type { Clearance } from "../captures/site/clearance.ts";
import type { FollowedSession } from "../captures/site/followedSession.ts";
import type { TargetVm } from "../captures/site/targetVm.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { ReportFacts } from "../report/reportFacts.ts";
import type { AnalysisRequest } from "./captureRequest.ts";

/** One packet capture session of a Network Watcher. */
interface Session {
  readonly watcher: Watcher;
  readonly captureName: string;
}

/** A session to be created on a VM, and what is known of the VM's surroundings. */
interface NewSession {
  readonly site: CaptureSite;
  readonly captureName: string;
}

export type CaptureCheck = { readonly ended: false } | ({ readonly ended: true } & CaptureEnd);

/** A report on its way. */
export interface ReportSending extends EmailSending {
  readonly messageId: string;
  readonly sentTo: readonly string[];
}

/** What the report is made from; the rest of its facts come from the configuration. */
type ReportRequest = Omit<ReportFacts, "timeZone" | "places" | "specimen">;

/** The steps that touch the world, as orchestrators see them: name, input, output, retry. src/activities/ has the handlers. */
export const activities = {
  /** Finds the VM, its Network Watcher and the storage account, and checks that a capture can be made there. */
  resolveVm: activity<{ readonly vmId: string }, CaptureSite>("resolveVm", patient),

  /** Starts the installation of the Network Watcher agent; resolveVm sees when it is there. */
  installAgent: activity<{ readonly vm: TargetVm }, object>("installAgent", patient),

  /** Lists the Network Watcher's sessions and clears what stands in the way of a new one. To be repeated while it returns "wait". */
  clearConflicts: activity<NewSession & { readonly plan: CapturePlan }, Clearance>("clearConflicts", patient),

  /** Starts the packet capture, or adopts the one that an earlier try has started. */
  createCapture: activity<NewSession & { readonly limits: CaptureLimits }, FollowedSession>(
    "createCapture",
    patient,
  ),

  /** Asks whether a capture has ended. Refuses when it is lost or ended in an error; the poll schedule does the retrying. */
  checkCapture: activity<Session, CaptureCheck>("checkCapture", once),

  /** Asks Network Watcher to stop a capture; its status shows when it has. */
  stopCapture: activity<Session, object>("stopCapture", brief),

  /** Looks up the capture file in storage. The upload may end a little after the capture. */
  findCaptureFile: activity<Session, CaptureFile>("findCaptureFile", {
    attempts: 8,
    firstSeconds: 2,
    maxSeconds: 30,
  }),

  /**
   * Reads the capture file from storage and summarises it. The VM's own addresses are inferred from the packets: the app
   * has no right to read network interfaces.
   */
  analyzeCapture: activity<AnalysisRequest & { readonly fileUrl: string }, CaptureAnalysis>(
    "analyzeCapture",
    brief,
  ),

  /** Sends the completion email, once however often this step is repeated: its operation id is the orchestration's own. */
  sendReport: activity<ReportRequest, ReportSending>("sendReport", persistent),

  /** Asks the email service what became of a report. */
  checkReport: activity<{ readonly messageId: string }, EmailSending>("checkReport", once),
};
