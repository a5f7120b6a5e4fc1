import type { PacketFilter } from "../pcap/before/filtering/packetFilter.ts";
import type { ReadFile } from "./readFile.ts";

/** A file of packets from before a capture. */
export interface BeforeFile {
  readonly bytes: number;
  /** Null when it is gone. Whatever fails, here or later, only leaves the file out. */
  open(): Promise<{ readonly chunks: ReadFile } | null>;
}

/** The files of packets from before a capture. */
export interface BeforeFiles {
  /** Oldest first. */
  readonly files: readonly BeforeFile[];
  /** Older files that are left out. */
  readonly leftOut: number;
  /** Earlier packets are not needed, ISO 8601. */
  readonly from: string | null;
  /** Other packets are not of the capture's traffic; empty: all of them are. */
  readonly filters: readonly PacketFilter[];
  /** Of the capture file. */
  readonly captureBytes: number;
}
