import { fiveTupleOf } from "./fiveTuple.ts";
import { fits } from "./packetFilter.ts";
import type { SimulatedPacket } from "../../../../traffic/simulatedPacket.ts";
import type { Capture } from "../capture.ts";

/** The packets that pass a session's filters. */
export function passing(
  packets: readonly SimulatedPacket[],
  vmAddresses: readonly string[],
  filters: Capture["filters"],
): readonly SimulatedPacket[] {
  if (filters.length === 0) return packets;
  return packets.filter((packet) => {
    const tuple = fiveTupleOf(packet, vmAddresses);
    return tuple !== null && filters.some((filter) => fits(filter, tuple));
  });
}
