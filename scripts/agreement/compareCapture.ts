import { kindNames, type AnalyzedKind } from "./analyzedKinds.ts";
import { ourEvents } from "./ourEvents.ts";
import { tsharkEvents } from "./tsharkEvents.ts";
import { withoutFrames } from "./withoutFrames.ts";

export interface Comparison {
  readonly outcome: "compared" | "unread by us" | "unread by tshark" | "without TCP";
  /** Kinds whose numbers of packets differ. */
  readonly unequal: readonly AnalyzedKind[];
  /** How packets differ, such as "ours: retransmission, tshark: out_of_order", with their numbers. */
  readonly differences: ReadonlyMap<string, readonly number[]>;
  readonly copies: number;
}

type Events = ReadonlyMap<number, ReadonlySet<AnalyzedKind>>;

const nothing = (outcome: Comparison["outcome"]): Comparison => ({
  outcome,
  unequal: [],
  differences: new Map(),
  copies: 0,
});

/** Compares what we and tshark tell of a capture's TCP segments, both without those that it holds twice. */
export async function compareCapture(file: Buffer, cache: string | null): Promise<Comparison> {
  const { summary, events, copies, segments } = ourEvents(file);
  if (summary.packets === 0) return nothing("unread by us");
  if (segments === 0) return nothing("without TCP");
  const theirs = await tsharkEvents(withoutFrames(file, copies), cache);
  if (theirs === null) return nothing("unread by tshark");
  const renumbered = restoreNumbers(theirs, copies, summary.packets);
  const unequal = kindNames.filter((kind) => count(events, kind) !== count(renumbered, kind));
  return {
    outcome: "compared",
    unequal,
    differences: compareFrames(events, renumbered),
    copies: copies.size,
  };
}

/** The numbers that packets have in the whole file. */
function restoreNumbers(events: Events, copies: ReadonlySet<number>, packets: number): Events {
  if (copies.size === 0) return events;
  const restored = new Map<number, ReadonlySet<AnalyzedKind>>();
  let left = 0;
  for (let number = 1; number <= packets; number += 1) {
    if (copies.has(number)) left += 1;
    else {
      const kinds = events.get(number - left);
      if (kinds !== undefined) restored.set(number, kinds);
    }
  }
  return restored;
}

const count = (events: Events, kind: AnalyzedKind): number =>
  [...events.values()].filter((kinds) => kinds.has(kind)).length;

function compareFrames(ours: Events, theirs: Events): ReadonlyMap<string, readonly number[]> {
  const differences = new Map<string, number[]>();
  for (const frame of new Set([...ours.keys(), ...theirs.keys()])) {
    const [our, their] = [ours, theirs].map((events) => [...(events.get(frame) ?? [])]) as [
      AnalyzedKind[],
      AnalyzedKind[],
    ];
    const only = our.filter((kind) => !their.includes(kind)).join(" + ");
    const lacking = their.filter((kind) => !our.includes(kind)).join(" + ");
    if (only === "" && lacking === "") continue;
    const name = `ours: ${only || "nothing"}, tshark: ${lacking || "nothing"}`;
    differences.set(name, [...(differences.get(name) ?? []), frame]);
  }
  return differences;
}
