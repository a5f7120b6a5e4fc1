import { framesFilter } from "../displayFilter.ts";
import type { Finder } from "../finder.ts";

/** Segments larger than any packet on the wire: network cards cut and join them (LSO, GRO). */
export const largeFrames: Finder = ({ connections }) => {
  const { large, largestPayload } = connections.observer.quality;
  if (large.count === 0) return [];
  const [count, bytes] = [large.count.toLocaleString("en-US"), largestPayload.toLocaleString("en-US")];
  return [
    {
      kind: "large-frames",
      severity: "note",
      text: `${count} segments are larger than a packet of 1,500 bytes, up to ${bytes}: the network card cuts or joins them`,
      filter: framesFilter(large.frames),
      evidence: { counts: { segments: large.count, largestPayload }, flows: [], frames: large.frames },
      nextStep:
        "Do not read packet sizes and counts as those on the wire: LSO and GRO work below the capture.",
      firstAt: large.firstAt,
      lastAt: large.lastAt,
      weight: 0.05,
    },
  ];
};
