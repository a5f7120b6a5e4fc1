import type { Evidence } from "../../../pcap/findings/finding.ts";

/** "segments 900, retransmissions 40; 10.0.0.4:51000 → 203.0.113.9:443; frames 12, 14"; empty without any. */
export function evidenceText({ counts, flows, frames }: Evidence): string {
  const { more = 0, ...numbers } = counts;
  const parts = [
    Object.entries(numbers)
      .map(([name, count]) => `${words(name)} ${figure(count)}`)
      .join(", "),
    flows.join(", "),
    frames.length === 0 ? "" : `${frames.length === 1 ? "frame" : "frames"} ${frames.join(", ")}`,
    more === 0 ? "" : `${figure(more)} more like this`,
  ];
  return parts.filter((part) => part !== "").join("; ");
}

/** "distinctNames" → "distinct names". */
const words = (name: string): string =>
  name.replace(/(?<=[a-z\d])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const figure = (count: number): string => count.toLocaleString("en-US", { maximumFractionDigits: 2 });
