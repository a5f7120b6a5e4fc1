import type { KnownVm } from "../../captures/network/networkQuestion.ts";
import type { CaptureFilter } from "../../captures/plan/captureFilter.ts";
import type { RingFile } from "../../captures/rings/ringFile.ts";
import type { AnalysisRequest } from "./captureRequest.ts";

/** A capture file to analyze, and what is known of it. */
export interface AnalysisOfFile extends AnalysisRequest {
  readonly fileUrl: string;
  /** Those of the session that made it; absent without any. */
  readonly filters?: readonly CaptureFilter[];
  /** The VM and its network interfaces, as Azure has them; absent where it was not asked. */
  readonly known?: KnownVm;
  /** To read it; absent: as long as a file may take. */
  readonly readingSeconds?: number;
  /** Files with packets from before it, oldest first; absent without any. */
  readonly before?: readonly RingFile[];
}
