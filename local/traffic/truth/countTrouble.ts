import type { SimulatedPacket, TroubleMarks } from "../simulatedPacket.ts";
import type { Trouble } from "./trouble.ts";

/** The trouble among the packets, as its makers tell it; the gravest of several; null when there is none. */
export function countTrouble(packets: readonly SimulatedPacket[]): Trouble | null {
  const marked = Map.groupBy(packets, ({ trouble }) => trouble?.tell);
  const told = [...marked].flatMap(([tell, its]) => tell?.(marksOf(its)) ?? []);
  const [gravest] = told.toSorted((one, other) => rankOf(one) - rankOf(other));
  return gravest ?? null;
}

const rankOf = ({ expectedSeverity }: Trouble): number =>
  ["critical", "warning", "note"].indexOf(expectedSeverity);

function marksOf(packets: readonly SimulatedPacket[]): TroubleMarks {
  const values = (wanted: string) =>
    packets.flatMap(({ trouble }) => (trouble?.mark === wanted ? trouble.value : []));
  return { packets, values, count: (wanted) => values(wanted).length };
}
