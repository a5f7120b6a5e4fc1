import { refuse, type Refusal } from "./refusal.ts";
import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";

/** The analysis of a capture file. */
export interface CaptureAnalysis {
  readonly summary: CaptureSummary;
  /** Size of the file when it was read: it may have grown since it was found, or been unreadable then. */
  readonly fileBytes: number;
  /** Of the file, in hexadecimal; null when not all of it was read, absent from an earlier version. */
  readonly sha256?: string | null;
  /** A note on the analysis itself; null without one. */
  readonly remark: string | null;
}

/** The analysis of a file of this size; a refusal when it yielded nothing. */
export function analysisOf(
  summary: CaptureSummary,
  fileBytes: number,
  sha256: string | null,
): CaptureAnalysis | Refusal {
  const { bytes, format } = summary.file;
  if (bytes < fileBytes)
    return bytes === 0
      ? refuse("unexpected", "Storage was too slow.")
      : { summary, fileBytes, sha256, remark: partial(bytes, fileBytes) };
  // An empty file is a capture without packets, and the report states that.
  if (format === null && bytes > 0)
    return refuse("capture-failed", "It is not a capture file (pcap or pcapng).");
  return { summary, fileBytes, sha256, remark: null };
}

const partial = (bytes: number, fileBytes: number): string =>
  `The time ran out before the whole capture file was analyzed. The analysis covers the first ${bytes.toLocaleString("en-US")} of its ${fileBytes.toLocaleString("en-US")} bytes.`;

/**
 * Bytes of JSON that the summaries of one alert's captures may take together, and that one of them may take.
 */
const limits = { together: 128 * 1024, one: 16 * 1024 };

/**
 * The largest size of each capture's summary. Summaries travel in Durable messages (all of an alert's
 * together in the input of sendReport and in the orchestration's output), and for JavaScript apps the Durable
 * Task Scheduler does not offload large messages. 20 VMs, the most that one alert captures, get 6.4 KiB each.
 */
export const summaryBytesEach = (vms: number): number =>
  Math.min(limits.one, Math.floor(limits.together / Math.max(vms, 1)));
