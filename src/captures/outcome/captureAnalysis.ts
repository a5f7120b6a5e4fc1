import { refuse, type Refusal } from "./refusal.ts";
import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";

/** What the packets of a capture file say. */
export interface CaptureAnalysis {
  readonly summary: CaptureSummary;
  /** Size of the file as it was read: it may have grown since it was found, or have been out of sight then. */
  readonly fileBytes: number;
  /** What is to be known about the analysis itself; null when nothing is. */
  readonly remark: string | null;
}

/** The analysis of a file of so many bytes; a refusal when nothing could be made of it. */
export function analysisOf(summary: CaptureSummary, fileBytes: number): CaptureAnalysis | Refusal {
  const { bytes, format } = summary.file;
  if (bytes < fileBytes)
    return bytes === 0
      ? refuse("unexpected", "Storage was too slow.")
      : { summary, fileBytes, remark: partial(bytes, fileBytes) };
  // A file without a single byte is a capture without packets, and the report says so.
  if (format === null && bytes > 0)
    return refuse("capture-failed", "It is no capture file (pcap or pcapng).");
  return { summary, fileBytes, remark: null };
}

const partial = (bytes: number, fileBytes: number): string =>
  `Time was up before the whole capture file was analyzed: the analysis covers the first ${bytes} of its ${fileBytes} bytes.`;

/** Bytes of JSON: what the summaries of one alert's captures may take together, and what one of them may. */
const limits = { together: 128 * 1024, one: 16 * 1024 };

/**
 * How long the summary of each capture may be. Summaries travel in Durable messages, all of an alert's together in the
 * input of sendReport and in the orchestration's output, and the Durable Task Scheduler moves no large ones elsewhere for
 * JavaScript apps. 20 VMs, the most that one alert captures, have 6.4 KiB each.
 */
export const summaryBytesEach = (vms: number): number =>
  Math.min(limits.one, Math.floor(limits.together / Math.max(vms, 1)));
