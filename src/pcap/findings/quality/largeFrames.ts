import { many } from "../../../wording/many.ts";
import { framesFilter } from "../filter.ts";
import type { Finder } from "../finder.ts";

/** Segments larger than any packet on the wire: network cards cut and join them (LSO, GRO). */
export const largeFrames: Finder = ({ connections }) => {
  const { large, largestPayload } = connections.observer.quality;
  if (large.count === 0) return [];
  const bytes = largestPayload.toLocaleString("en-US");
  const segments = `${many(large.count, "segment")} ${large.count === 1 ? "is" : "are"}`;
  return [
    {
      kind: "large-frames",
      severity: "note",
      text: `${segments} larger than a packet of 1,500 bytes, up to ${bytes}: network cards cut and join them`,
      filter: framesFilter(large.frames, "tcp.len > 1460"),
      evidence: { counts: { segments: large.count, largestPayload }, flows: [], frames: large.frames },
      nextStep:
        "Do not read packet sizes and counts as those on the wire: LSO and GRO work below the capture.",
      firstAt: large.firstAt,
      lastAt: large.lastAt,
      weight: 0.05,
    },
  ];
};
