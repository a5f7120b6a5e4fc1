import { shareText } from "../../../wording/shareText.ts";
import { fitText } from "../fitText.ts";
import { hasGaps } from "../quality/captureGaps.ts";
import { thresholds } from "../thresholds.ts";
import { waysOf, wordings, type Way } from "./way.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Segments that are sent again, by peer, service and direction. */
export const packetLoss: Finder = (input) =>
  waysOf(input.connections.tables.losses.list(), input)
    .filter(isNotable)
    .sort((one, other) => lossOf(other).share - lossOf(one).share)
    .slice(0, thresholds.ofKind)
    .map((way) => draftOf(way, input));

/** Needless retransmissions show lost or late acknowledgments, and no lost data. */
function lossOf({ counts: [again = 0, fast = 0, spurious = 0, segments = 0] }: Way) {
  const lost = again - spurious;
  return { again, fast, spurious, segments, lost, share: lost / Math.max(segments, lost, 1) };
}

function isNotable(way: Way): boolean {
  const { lost, share } = lossOf(way);
  return lost >= thresholds.leastRetransmissions && share >= thresholds.notedLossShare;
}

function draftOf(way: Way, input: FinderInput): FindingDraft {
  const { again, fast, spurious, segments, lost, share } = lossOf(way);
  const direction = way.fromVm ? "to" : "from";
  const count = `${lost.toLocaleString("en-US")} of ${segments.toLocaleString("en-US")}`;
  return {
    kind: "packet-loss",
    severity: share >= thresholds.lossShare && !hasGaps(input) ? "warning" : "note",
    text: fitText(
      ...wordings(
        way,
        (peer) => `${shareText(share)} of the segments ${direction} ${peer} are sent again: ${count}`,
      ),
    ),
    filter: `${way.filter} && tcp.analysis.retransmission`,
    evidence: {
      counts: { segments, retransmissions: again, fast, spurious },
      flows: [way.flow],
      frames: way.frames,
    },
    nextStep:
      "Compare with other peers: loss to all of them points to the VM or its host, to one of them to the path.",
    firstAt: way.firstAt,
    lastAt: way.lastAt,
    weight: 0.4 + Math.min(share * 2, 0.4),
  };
}
