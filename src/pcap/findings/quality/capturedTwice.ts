import { shareText } from "../../../wording/shareText.ts";
import { framesFilter } from "../displayFilter.ts";
import { thresholds } from "../thresholds.ts";
import type { Finder } from "../finder.ts";

/** Packets that passed two places of the capture, such as a bridge and its network card. */
export const capturedTwice: Finder = ({ connections }) => {
  const { copies, segments } = connections.observer.quality;
  const share = copies.count / Math.max(segments, 1);
  if (copies.count < thresholds.leastCopies || share < thresholds.notedCopiedShare) return [];
  const most = share >= thresholds.copiedShare;
  const count = copies.count.toLocaleString("en-US");
  return [
    {
      kind: "captured-twice",
      severity: most ? "warning" : "note",
      text: most
        ? `The capture holds most packets twice: ${count} TCP segments are copies`
        : `The capture holds some packets twice: ${count} TCP segments are copies (${shareText(share)})`,
      filter: framesFilter(copies.frames),
      evidence: { counts: { segments, copies: copies.count }, flows: [], frames: copies.frames },
      nextStep: "Halve the bytes and packets told here; capture on one interface only.",
      firstAt: copies.firstAt,
      lastAt: copies.lastAt,
      weight: 0.3,
    },
  ];
};
