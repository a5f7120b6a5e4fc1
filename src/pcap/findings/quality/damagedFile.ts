import { framesFilter } from "../filter.ts";
import type { Finder } from "../finder.ts";

/** A file that does not end behind a whole record. */
export const damagedFile: Finder = ({ ending, counts: { file }, stream }) => {
  if (ending.kind === "complete") return [];
  const damaged = ending.kind === "damaged";
  const at = (ending.atByte ?? 0).toLocaleString("en-US");
  return [
    {
      kind: "damaged-file",
      severity: damaged ? "warning" : "note",
      text: damaged
        ? `The file is damaged at byte ${at}: nothing behind it is counted`
        : `The file ends within a packet, at byte ${at}, as it does at a size limit`,
      filter: framesFilter(file.packets > 0 ? [file.packets] : []),
      evidence: {
        counts: { packets: file.packets, bytes: stream.bytes },
        flows: [],
        frames: file.packets > 0 ? [file.packets] : [],
      },
      nextStep: damaged
        ? "Download the file again, and compare its size with the blob's."
        : "Raise the capture's size limit if what came later matters.",
      firstAt: null,
      lastAt: null,
      weight: damaged ? 0.9 : 0.1,
    },
  ];
};
