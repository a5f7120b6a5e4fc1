import type { Timestamp } from "../file/timestamp.ts";
import type { PacketFilter } from "./filtering/packetFilter.ts";

/** Which packets from before a capture count. */
export interface BeforeBounds {
  /** Of the capture's first packet: those from then on are in the capture too. Null: it has none. */
  readonly captureFrom: Readonly<Timestamp> | null;
  /** Earlier ones are not needed; null: all are. */
  readonly from: Readonly<Timestamp> | null;
  /** Those of the capture, which the recording from before need not have; empty or absent: none. */
  readonly filters?: readonly PacketFilter[];
}
