import { shareText } from "../../../wording/shareText.ts";
import { framesFilter } from "../filter.ts";
import { thresholds } from "../thresholds.ts";
import type { Finder, FinderInput } from "../finder.ts";

/** Segments that were on the wire, as others show, but are not in the capture. */
export const captureGaps: Finder = (input) => {
  if (!hasGaps(input)) return [];
  const { gaps, share } = gapsOf(input);
  const { lost, ackedLost, segments } = input.connections.observer.quality;
  const seen = ackedLost.count > 0 ? ackedLost : lost;
  return [
    {
      kind: "capture-gaps",
      severity: share >= thresholds.manyGapsShare ? "warning" : "note",
      text: `The capture lacks packets: ${gaps.toLocaleString("en-US")} gaps in ${segments.toLocaleString("en-US")} TCP segments (${shareText(share)})`,
      filter: framesFilter(seen.frames, "tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment"),
      evidence: {
        counts: { segments, lost: lost.count, ackedLost: ackedLost.count },
        flows: [],
        frames: seen.frames,
      },
      nextStep:
        "Trust no count of retransmissions; capture again with a filter or with fewer bytes per packet.",
      firstAt: seen.firstAt,
      lastAt: seen.lastAt,
      weight: 0.5,
    },
  ];
};

/** Whether gaps of the capture would be taken for loss in the network. */
export function hasGaps(input: FinderInput): boolean {
  const { gaps, share } = gapsOf(input);
  return gaps >= thresholds.leastGaps && share >= thresholds.gapShare;
}

/** A gap that is filled later is one of the network; one that the receiver acknowledges is the capture's. */
function gapsOf({ connections }: FinderInput): { gaps: number; share: number } {
  const { lost, ackedLost, repairs, segments } = connections.observer.quality;
  const gaps = ackedLost.count + Math.max(lost.count - ackedLost.count - repairs, 0);
  return { gaps, share: gaps / Math.max(segments, 1) };
}
