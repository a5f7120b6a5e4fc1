import { shareText } from "../../../wording/shareText.ts";
import { framesFilter } from "../filter.ts";
import { thresholds } from "../thresholds.ts";
import type { Finder, FinderInput } from "../finder.ts";

/** Packets that passed two places of the capture, such as a bridge and its network card. */
export const capturedTwice: Finder = ({ connections }) => {
  if (!hasCopies({ connections })) return [];
  const { copies, segments } = connections.observer.quality;
  const share = copies.count / Math.max(segments, 1);
  const most = share >= thresholds.copiedShare;
  const count = copies.count.toLocaleString("en-US");
  return [
    {
      kind: "captured-twice",
      severity: most ? "warning" : "note",
      text: most
        ? `The capture holds most packets ${timesText(1 + share)}: ${count} TCP segments are copies`
        : `The capture holds some packets twice: ${count} TCP segments are copies (${shareText(share)})`,
      filter: framesFilter(copies.frames, "tcp"),
      evidence: { counts: { segments, copies: copies.count }, flows: [], frames: copies.frames },
      nextStep: "Halve the byte and packet counts of this capture; capture on one interface only.",
      firstAt: copies.firstAt,
      lastAt: copies.lastAt,
      weight: 0.3,
    },
  ];
};

const timesText = (times: number): string =>
  Math.round(times) <= 2 ? "twice" : `${Math.round(times)} times`;

/** Whether there are so many copies that some may be taken for retransmissions. */
export const hasCopies = ({ connections }: Pick<FinderInput, "connections">): boolean => {
  const { copies, segments } = connections.observer.quality;
  return copies.count >= thresholds.leastCopies && copies.count >= segments * thresholds.notedCopiedShare;
};
