import type { AlertMoment } from "../pcap/before/alertMoment.ts";
import type { BeforeBounds } from "../pcap/before/beforeBounds.ts";
import type { Question } from "../pcap/summary/captureSummary.ts";

/** How an analysis is to be made: plain JSON. */
export interface AnalysisOrder {
  /** What the lead answers; the busier direction when null. */
  readonly question: Question | null;
  /** What the capture's filters let through: "captured UDP 53 traffic"; null without filters. */
  readonly traffic: string | null;
  /** When the alert fired, and what its rule looked at; null: unknown. */
  readonly moment: AlertMoment | null;
  /** The VM's own addresses; inferred when none are given. And whether others are inferred beside them. */
  readonly localAddresses?: readonly string[];
  readonly infersFurther?: boolean;
  /** Largest size of the summary's JSON. */
  readonly summaryBytes: number;
  /** Random numbers of 32 bits, which whoever sends packets cannot know: the key of the analysis' tables. */
  readonly seed: readonly number[];
  /** Time to read the file; what has been read by then is summarised. */
  readonly readingSeconds: number;
  /** Time to end after that; then the process is killed. */
  readonly endingSeconds: number;
  /** Memory that the process may have, as the system counts it; with more it is killed. */
  readonly memoryBytes: number;
}

/** What its process is told. */
export interface ProcessOrder extends AnalysisOrder {
  /** Set where files with packets from before the capture come first, as recordingFrames.ts has it. */
  readonly before: BeforeBounds | null;
}
