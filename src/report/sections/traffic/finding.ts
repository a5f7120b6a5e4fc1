import type { Remark } from "../../../pcap/summary/captureSummary.ts";

/** Something in the traffic that is worth knowing before the lists. */
export interface Finding {
  /** In a few words, without a full stop. */
  readonly text: string;
  /** The display filter of Wireshark that shows it. */
  readonly filter: string;
  /** Remarks of the summary that say the same, and more of it. */
  readonly toldBy?: readonly Remark["kind"][];
}

/** "40 of 60". */
export const ofAll = (count: number, all: number): string =>
  `${count.toLocaleString("en-US")} of ${all.toLocaleString("en-US")}`;
