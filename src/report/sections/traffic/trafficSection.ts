import { bitRate } from "../../../wording/bitRate.ts";
import { durationText } from "../../../wording/durationText.ts";
import { many } from "../../../wording/many.ts";
import { roughBytes } from "../../../wording/roughBytes.ts";
import { paragraph, type Block, type Section } from "../../section.ts";
import { directions } from "./directions.ts";
import { dnsNames, tlsServers } from "./dnsNames.ts";
import { protocols } from "./protocols.ts";
import { readingLimits } from "./readingLimits.ts";
import { services } from "./services.ts";
import { conversations, talkers } from "./talkers.ts";
import { tcpHealth } from "./tcpHealth.ts";
import { timeline } from "./timeline.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

/** How much detail each VM gets: the more VMs, the less. */
export interface Detail {
  /** Items of a list. */
  readonly shown: number;
  /** Findings with their evidence. */
  readonly findings: number;
  /** Whether talkers, conversations, ports and names are listed. */
  readonly whole: boolean;
  /** Whether each file of a ring is a link, which is a long one. */
  readonly linked: boolean;
}

interface Shown {
  readonly vmName: string;
  readonly timeZone: string;
  readonly detail: Detail;
  /** When the alert fired, milliseconds since the epoch; NaN where that is not known. */
  readonly alertAt: number;
}

/** The traffic in one capture, with that from before it. */
export const trafficSection = (
  summary: CaptureSummary,
  { vmName, timeZone, detail, alertAt }: Shown,
): Section => ({
  heading: `Traffic on ${vmName}`,
  tone: "neutral",
  part: "traffic",
  blocks: [
    paragraph(amountText(summary)),
    ...timeline(summary, { timeZone, alertAt }),
    ...directions(summary),
    ...services(summary, detail.shown),
    ...(detail.whole ? lists(summary, detail.shown) : []),
    ...readingLimits(summary),
  ],
});

const lists = (summary: CaptureSummary, shown: number): readonly Block[] => [
  ...protocols(summary, shown),
  ...tcpHealth(summary),
  ...talkers(summary, shown),
  ...conversations(summary, shown),
  ...dnsNames(summary, shown),
  ...tlsServers(summary, shown),
];

/** "1,502 packets, 1.1 MiB in 8 seconds, 1.2 Mbit/s". */
function amountText({ packets, bytes, durationSeconds, bitsPerSecond, before }: CaptureSummary): string {
  if (packets === 0) return "The file holds no packets.";
  const rate = bitsPerSecond === null ? "" : `, ${bitRate(bitsPerSecond)} on average`;
  return `${many(packets, "packet")}, ${roughBytes(bytes)} in ${durationText(durationSeconds)}${rate}.${beforeAmount(before)}`;
}

const beforeAmount = (before: CaptureSummary["before"]): string =>
  before === null || before.packets === 0
    ? ""
    : ` Of these, ${many(before.packets, "packet")} (${roughBytes(before.bytes)}) are from before the capture.`;
