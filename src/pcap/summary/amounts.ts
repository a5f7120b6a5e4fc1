import type { TallyLine } from "../tables/tally.ts";
import type { PacketCount } from "./captureSummary.ts";

/** Both directions of a tally's line, as a summary has them. */
export const amounts = (line: TallyLine): { out: PacketCount; into: PacketCount } => ({
  out: { packets: line.packetsOut, bytes: line.bytesOut },
  into: { packets: line.packetsIn, bytes: line.bytesIn },
});
