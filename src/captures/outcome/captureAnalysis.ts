import { refuse, type Refusal } from "./refusal.ts";
import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";
import type { NetworkQuestion } from "../network/networkQuestion.ts";

/** A capture file that was read as a whole, in one version. */
export interface FileReading {
  /** In hexadecimal. */
  readonly sha256: string;
  /** When its reading began, ISO 8601. */
  readonly readAt: string;
  /** Of the version that was read; every part of it was read on the condition that it still has it. */
  readonly etag: string;
}

/**
 * The analysis of a capture file. The members of its reading are null when not all of it was read; absent
 * from an earlier version.
 */
export interface CaptureAnalysis extends Partial<Nullable<FileReading>> {
  readonly summary: CaptureSummary;
  /** Size of the file when it was read: it may have grown since it was found, or been unreadable then. */
  readonly fileBytes: number;
  /** Version of the app that made it; absent from an earlier version. */
  readonly analyzedBy?: string;
  /** What to ask Azure about its flows; absent where it is not to be asked. */
  readonly questions?: readonly NetworkQuestion[];
  /** A note on the analysis itself; null without one. */
  readonly remark: string | null;
}

type Nullable<T> = { readonly [Name in keyof T]: T[Name] | null };

const notRead: Nullable<FileReading> = { sha256: null, readAt: null, etag: null };

/** The analysis of a file of this size; a refusal when it yielded nothing. */
export function analysisOf(
  summary: CaptureSummary,
  fileBytes: number,
  reading: FileReading | null,
): CaptureAnalysis | Refusal {
  const { bytes, format } = summary.file;
  const known = { summary, fileBytes, ...(reading ?? notRead) };
  if (bytes < fileBytes)
    return bytes === 0
      ? refuse("unexpected", "Storage was too slow.")
      : { ...known, remark: partial(bytes, fileBytes) };
  // An empty file is a capture without packets, and the report states that.
  if (format === null && bytes > 0)
    return refuse("capture-failed", "It is not a capture file (pcap or pcapng).");
  return { ...known, remark: null };
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
