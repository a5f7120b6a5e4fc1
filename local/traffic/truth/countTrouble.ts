import type { SimulatedPacket, TroubleMarks } from "../simulatedPacket.ts";
import type { Trouble } from "./trouble.ts";

/** The trouble among the packets, as its makers tell it; null when there is none. */
export function countTrouble(packets: readonly SimulatedPacket[]): Trouble | null {
  const marked = packets.filter(({ trouble }) => trouble !== undefined);
  return marked[0]?.trouble?.tell(marksOf(marked)) ?? null;
}

function marksOf(packets: readonly SimulatedPacket[]): TroubleMarks {
  const values = (wanted: string) =>
    packets.flatMap(({ trouble }) => (trouble?.mark === wanted ? trouble.value : []));
  return { packets, values, count: (wanted) => values(wanted).length };
}
