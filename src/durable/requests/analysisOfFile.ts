import type { OwnAddresses } from "../../captures/network/vmNetwork.ts";
import type { CaptureFilter } from "../../captures/plan/captureFilter.ts";
import type { RingFile } from "../../captures/rings/ringFile.ts";
import type { AnalysisRequest } from "./captureRequest.ts";

/** A capture file to analyze, and what is known of it. */
export interface AnalysisOfFile extends AnalysisRequest {
  readonly fileUrl: string;
  /** Those of the session that made it; absent without any. */
  readonly filters?: readonly CaptureFilter[];
  /** The VM's own addresses, as Azure has them; absent where it was not asked, or named none. */
  readonly own?: OwnAddresses;
  /** To read it; absent: as long as a file may take. */
  readonly readingSeconds?: number;
  /** Files with packets from before it, oldest first; absent without any. */
  readonly before?: readonly RingFile[];
}
