import { many } from "../../../wording/many.ts";
import { roughBytes } from "../../../wording/roughBytes.ts";
import { shareText } from "../../../wording/shareText.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";
import type { BarTone, Block } from "../../section.ts";

type Direction = keyof CaptureSummary["directions"];

const words: Readonly<Record<Direction, { readonly label: string; readonly tone: BarTone }>> = {
  outbound: { label: "Outbound", tone: "sent" },
  inbound: { label: "Inbound", tone: "received" },
  internal: { label: "Between the VM's own addresses", tone: "other" },
  elsewhere: { label: "Other (broadcast etc.)", tone: "other" },
};

const order: readonly Direction[] = ["outbound", "inbound", "internal", "elsewhere"];

/** Share of the IP bytes in each direction. */
export function directions({ directions: counts }: CaptureSummary): readonly Block[] {
  const total = order.reduce((sum, direction) => sum + counts[direction].bytes, 0);
  if (total === 0) return [];
  const rows = order
    .filter((direction) => counts[direction].packets > 0)
    .map((direction) => {
      const { bytes, packets } = counts[direction];
      const { label, tone } = words[direction];
      const share = bytes / total;
      return {
        label,
        parts: [{ tone, share }],
        value: shareText(share),
        note: `${roughBytes(bytes)} in ${many(packets, "packet")}`,
      };
    });
  return [{ kind: "bars", title: "Directions", rows, more: null }];
}
