import { many } from "../../../wording/many.ts";
import { thresholds } from "../thresholds.ts";
import type { Finder } from "../finder.ts";

/** Packets of which the capture kept a part: what it cannot tell therefore. */
export const cutPackets: Finder = ({ counts, tcp }) => {
  const { shortened, packets, largestPacketBytes } = counts.file;
  if (shortened < packets * thresholds.cutShare || shortened === 0) return [];
  const blind = tcp.flagless > counts.flaglessBefore;
  const unknown = blind ? "outcomes of TCP connections are unknown" : "names and contents may be missing";
  return [
    {
      kind: "cut-packets",
      severity: blind ? "warning" : "note",
      text: `${many(shortened, "packet")} ${shortened === 1 ? "is" : "are"} cut to ${largestPacketBytes.toLocaleString("en-US")} bytes: ${unknown}`,
      filter: "frame.cap_len < frame.len",
      evidence: { counts: { packets, cut: shortened, bytes: largestPacketBytes }, flows: [], frames: [] },
      nextStep: blind
        ? "Capture at least 96 bytes of each packet."
        : "Raise the capture's bytes per packet if names or contents matter.",
      firstAt: null,
      lastAt: null,
      weight: blind ? 0.8 : 0.1,
    },
  ];
};
