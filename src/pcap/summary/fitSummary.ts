import { fitFindings } from "../findings/fitFindings.ts";
import type { CaptureSummary } from "./captureSummary.ts";

type Timeline = CaptureSummary["timeline"];

/** Sizes to try, one after another: entries of each list, addresses of each name, buckets of the timeline. */
const steps: readonly { entries: number; addresses: number; buckets: number }[] = [
  { entries: 10, addresses: 2, buckets: 60 },
  { entries: 8, addresses: 2, buckets: 60 },
  { entries: 6, addresses: 1, buckets: 60 },
  { entries: 5, addresses: 1, buckets: 30 },
  { entries: 4, addresses: 1, buckets: 30 },
  { entries: 3, addresses: 1, buckets: 30 },
  { entries: 2, addresses: 1, buckets: 15 },
  { entries: 1, addresses: 1, buckets: 15 },
  { entries: 0, addresses: 0, buckets: 15 },
];

/** "[]", which a summary without findings has in their place. */
const sizeOfNone = 2;

/** Bytes of the JSON in UTF-8. In UTF-16 it takes at most twice as many, whatever the text. */
const sizeOf = (summary: CaptureSummary): number => new TextEncoder().encode(JSON.stringify(summary)).length;

/**
 * Shortens a summary to `maxBytes` of JSON: first lists lose their ends and the timeline its resolution, then
 * the lightest findings go. Counts, the lead and the finding that leads stay. Without any list and finding a
 * summary has about 2 KiB, which is the least.
 */
export function fitSummary(summary: CaptureSummary, maxBytes: number): CaptureSummary {
  let fitting = summary;
  for (const step of steps) {
    if (sizeOf(fitting) <= maxBytes) return fitting;
    fitting = shorten(summary, step);
  }
  const room = maxBytes - (sizeOf({ ...fitting, findings: [] }) - sizeOfNone);
  const { findings, leading } = fitting;
  return { ...fitting, findings: fitFindings(findings, room, leading?.kind ?? null) };
}

function shorten(summary: CaptureSummary, { entries, addresses, buckets }: (typeof steps)[number]) {
  const { protocolMix, talkers, peers, ports, conversations, dns, tlsServers, localAddresses, file } =
    summary;
  const withFewAddresses = <T extends { readonly addresses: readonly string[] }>(list: readonly T[]): T[] =>
    list.slice(0, entries).map((one) => ({ ...one, addresses: one.addresses.slice(0, addresses) }));
  return {
    ...summary,
    file: { ...file, linkTypes: file.linkTypes.slice(0, Math.max(entries, 1)) },
    timeline: coarser(summary.timeline, buckets),
    localAddresses: {
      ...localAddresses,
      addresses: localAddresses.addresses.slice(0, Math.max(entries, 1)),
    },
    protocolMix: protocolMix.slice(0, entries),
    talkers: talkers.slice(0, entries),
    peers: peers.slice(0, entries),
    ports: ports.slice(0, entries),
    conversations: { ...conversations, top: conversations.top.slice(0, entries) },
    latency: summary.latency.slice(0, entries),
    dns: { ...dns, names: withFewAddresses(dns.names) },
    tlsServers: withFewAddresses(tlsServers),
  };
}

/** Joins pairs of buckets until there are few enough. */
function coarser(timeline: Timeline, most: number): Timeline {
  if (timeline.packets.length <= most) return timeline;
  const { startsAt, bucketSeconds, complete, packets, bytes, sent, received } = timeline;
  const paired: Timeline = {
    startsAt,
    bucketSeconds: bucketSeconds * 2,
    complete: Math.max(Math.floor(complete / 2), 1),
    packets: inPairs(packets),
    bytes: inPairs(bytes),
    sent: sent === null ? null : inPairs(sent),
    received: received === null ? null : inPairs(received),
  };
  return coarser(paired, most);
}

const inPairs = (counts: readonly number[]): number[] =>
  counts.flatMap((count, index) => (index % 2 === 0 ? count + (counts[index + 1] ?? 0) : []));
