import { many } from "../../../wording/many.ts";
import { socketText } from "../../../wording/socketText.ts";
import { addressFilter } from "../filter.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { capital, namedHost } from "./namedHost.ts";
import type { Broadcast } from "../../behaviour/broadcasts.ts";
import type { FinderInput } from "../finder.ts";
import type { FindingDraft, Severity } from "../finding.ts";

const told = 2;
const second = 1e9;
const names: ReadonlyMap<number, string> = new Map([
  [67, "DHCP request"],
  [68, "DHCP answer"],
  [137, "NetBIOS name query"],
  [138, "NetBIOS datagram"],
  [547, "DHCPv6 request"],
  [1900, "SSDP message"],
  [5353, "mDNS message"],
  [5355, "LLMNR query"],
]);
const dhcpPorts: ReadonlySet<number> = new Set([67, 547]);

/** Datagrams to every host of the network at a rate that no ordinary network has. */
export const broadcastFlood = (input: FinderInput): readonly FindingDraft[] => [
  ...input.behaviour.broadcasts
    .list()
    .flatMap((sent) => draftOf(input, sent))
    .slice(0, told),
  ...arpFlood(input),
];

/** Per second, over the time that they took; over a second at least. */
const perSecond = ({ packets, firstAt, lastAt }: Broadcast): number =>
  packets / Math.max((lastAt - firstAt) / second, 1);

function severityOf(sent: Broadcast): Severity | null {
  const { broadcast } = thresholds;
  const { packets, port } = sent;
  const rate = perSecond(sent);
  if (packets >= broadcast.criticalPackets && rate >= broadcast.criticalPerSecond) return "critical";
  const [least, slowest] = dhcpPorts.has(port)
    ? [broadcast.dhcpPackets, broadcast.dhcpPerSecond]
    : [broadcast.packets, broadcast.perSecond];
  if (packets >= least && rate >= slowest) return "warning";
  return dhcpPorts.has(port) && rate >= broadcast.dhcpBurst ? "note" : null;
}

function draftOf(input: FinderInput, sent: Broadcast): readonly FindingDraft[] {
  const severity = severityOf(sent);
  if (severity === null) return [];
  const { version, address, port, packets } = sent;
  const everyone = input.book.text(version, address);
  const sources = sent.sources.estimate;
  const source = namedHost(input, version, sent.source);
  const rate = Math.round(perSecond(sent));
  const what = many(packets, names.get(port) ?? `datagram`);
  const speed = `${rate.toLocaleString("en-US")} a second`;
  const by = (name: string) =>
    sources === 1 ? `${capital(name)} sends` : `${capital(sent.sources.text("host"))} send`;
  return [
    {
      kind: "broadcast-flood",
      severity,
      text: fitText(
        `${by(source.text)} ${what} to ${socketText(everyone, port)}, ${speed}`,
        `${by(source.short)} ${what} to all hosts, ${speed}`,
      ),
      filter: `${addressFilter(everyone, "dst")} && udp.dstport == ${port}`,
      evidence: {
        counts: { packets, perSecond: rate, sources },
        flows: [`${socketText(source.address, sent.sourcePort)} → ${socketText(everyone, port)}`],
        frames: sent.frames,
      },
      nextStep: dhcpPorts.has(port)
        ? "Find the sender by its MAC address: it may exhaust the DHCP server's addresses."
        : "Find the sender by its MAC address, and stop the program or the loop in the network.",
      firstAt: sent.firstAt,
      lastAt: sent.lastAt,
      weight: 0.7,
    },
  ];
}

/** Requests for the owner of an address, of which only the number is known. */
function arpFlood({ frames, timeline, clock }: FinderInput): readonly FindingDraft[] {
  const { broadcast } = thresholds;
  const packets = frames.arp;
  const rate = packets / Math.max(timeline.durationSeconds, 1);
  if (packets < broadcast.packets || rate < broadcast.perSecond) return [];
  const { first, last } = timeline;
  return [
    {
      kind: "broadcast-flood",
      severity: "warning",
      text: `The network carries ${many(packets, "ARP packet")}, ${Math.round(rate).toLocaleString("en-US")} a second`,
      filter: "arp",
      evidence: { counts: { packets, perSecond: Math.round(rate) }, flows: [], frames: [] },
      nextStep: "Find the sender by its MAC address: it sweeps the subnet, or the network has a loop.",
      firstAt: clock.since(first.seconds, first.nanoseconds),
      lastAt: clock.since(last.seconds, last.nanoseconds),
      weight: 0.6,
    },
  ];
}
