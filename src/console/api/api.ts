import type { AcceptedAnswer } from "../../api/acceptedAnswer.ts";
import type { ArmedVms } from "../../api/armedVms.ts";
import type { CaptureList } from "../../api/captureList.ts";
import type { CaptureView } from "../../api/captureView.ts";
import type { FileLink } from "../../api/fileLink.ts";
import type { HealthAnswer } from "../../api/healthAnswer.ts";
import type { IgnoredAnswer } from "../../api/ignoredAnswer.ts";
import type { PreviewAnswer } from "../../api/previewAnswer.ts";
import type { Problem } from "../../api/problem.ts";
import type { StopAnswer } from "../../api/stopAnswer.ts";
import type { TestEmailAnswer } from "../../api/testEmailAnswer.ts";
import type { Viewer } from "../../api/viewer.ts";
import type { OnDemandRequest } from "../../captures/plan/readOnDemand.ts";

/**
 * The app's HTTP API, as the page calls it: signed in, or with a function key. Every call throws ApiError for
 * an answer that is an error.
 */
export interface Api {
  viewer(): Promise<Viewer>;
  /** The newest `top` captures; the very same object again while nothing has changed. */
  list(top: number): Promise<CaptureList>;
  /** One capture with its page in words; the very same object again while nothing has changed. */
  capture(id: string): Promise<CaptureView>;
  stop(id: string, force: boolean): Promise<StopAnswer>;
  /** The plan of a capture, or why there would be none. */
  preview(request: OnDemandRequest): Promise<PreviewAnswer | IgnoredAnswer>;
  /** @param key identifies the request, so that a second click starts nothing */
  start(request: OnDemandRequest, key: string): Promise<AcceptedAnswer | IgnoredAnswer>;
  /** @param vmId which VM's file, where the capture has several */
  file(id: string, vmId: string): Promise<FileLink>;
  /** The evidence record as the app has it, byte for byte: it is JSON. */
  evidence(id: string): Promise<string>;
  /** The VMs on which a ring of packets is kept; the very same object again while nothing has changed. */
  armed(): Promise<ArmedVms>;
  testEmail(): Promise<TestEmailAnswer>;
  /** Also a Problem is an answer here. */
  health(): Promise<HealthAnswer | Problem>;
}
