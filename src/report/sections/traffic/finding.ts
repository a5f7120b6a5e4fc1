import type { Remark } from "../../../pcap/summary/captureSummary.ts";

/** A trouble in the traffic that the report states before the lists. */
export interface Finding {
  /** A few words without a full stop. */
  readonly text: string;
  /** The Wireshark display filter for its packets. */
  readonly filter: string;
  /** Remarks of the summary that already cover it, in more detail. */
  readonly coveredBy?: readonly Remark["kind"][];
}

/** "40 of 60". */
export const ofAll = (count: number, all: number): string =>
  `${count.toLocaleString("en-US")} of ${all.toLocaleString("en-US")}`;
