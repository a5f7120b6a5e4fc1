import { shareText } from "../../../wording/shareText.ts";
import { fitText } from "../fitText.ts";
import { toldTooBig } from "../icmp/toldTooBig.ts";
import { hasCopies } from "../quality/capturedTwice.ts";
import { hasGaps } from "../quality/captureGaps.ts";
import { thresholds } from "../thresholds.ts";
import { waysOf, wordings, type Way } from "./way.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Segments that are retransmitted, by peer, service and direction. */
export const packetLoss: Finder = (input) => {
  const isTooBig = toldTooBig(input);
  const ways = waysOf(input.connections.tables.losses.list(), input);
  const few = isLossyAllTheSame(ways);
  return ways
    .filter((way) => isNotable(way, few) && !isExplained(way, input) && !isTooBig(way))
    .sort((one, other) => lossOf(other).share - lossOf(one).share)
    .slice(0, thresholds.ofKind)
    .map((way) => draftOf(way, input));
};

/** Needless retransmissions show lost or late acknowledgments, and no lost data. */
function lossOf({ counts: [again = 0, fast = 0, spurious = 0, segments = 0] }: Way) {
  const lost = again - spurious;
  return { again, fast, spurious, segments, lost, share: lost / Math.max(segments, lost, 1) };
}

function isNotable(way: Way, few: boolean): boolean {
  const { lost, share } = lossOf(way);
  return lost >= (few ? 1 : thresholds.leastRetransmissions) && share >= thresholds.notedLossShare;
}

/** Whether a capture of few segments lacks a share of them that many would be told for. */
function isLossyAllTheSame(ways: readonly Way[]): boolean {
  const losses = ways.map(lossOf);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const lost = sum(losses.map((one) => one.lost));
  return (
    lost < thresholds.leastRetransmissions &&
    lost >= sum(losses.map(({ segments }) => segments)) * thresholds.lossShare
  );
}

/** Whether most repetitions are those of segments that never arrived, which another finding tells. */
function isExplained(way: Way, { connections: { tables } }: FinderInput): boolean {
  const { version, sender, receiver, port, ofSender, counts } = way;
  const repetitions = [tables.dead, tables.blocked].map((table) => {
    const line = table.find(version, sender, receiver, port, ofSender ? 1 : 0);
    return line < 0 ? 0 : (table.line(line).counts[1] ?? 0);
  });
  return Math.max(...repetitions) * 2 >= (counts[0] ?? 0);
}

function draftOf(way: Way, input: FinderInput): FindingDraft {
  const { again, fast, spurious, segments, lost, share } = lossOf(way);
  // Lost by the capture, or copies that were not recognized.
  const isDoubtful = hasGaps(input) || hasCopies(input);
  const direction = way.fromVm ? "to" : "from";
  const count = `${lost.toLocaleString("en-US")} of ${segments.toLocaleString("en-US")}`;
  return {
    kind: "packet-loss",
    severity:
      lost >= thresholds.leastRetransmissions && share >= thresholds.lossShare && !isDoubtful
        ? "warning"
        : "note",
    text: fitText(
      ...wordings(
        way,
        (peer) => `${shareText(share)} packet loss ${direction} ${peer}: ${count} segments retransmitted`,
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
