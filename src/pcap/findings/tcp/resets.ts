import { shareText } from "../../../wording/shareText.ts";
import { socketText } from "../../../wording/socketText.ts";
import { outcomes } from "../../connections/connectionLedger.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { waysOf, type Way } from "./way.ts";
import type { EvidenceLine } from "../../connections/evidenceTable.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Resets by one side of a service's connections, whoever the other one was. */
interface ServiceResets {
  readonly ways: Way[];
  afterHandshake: number;
  afterData: number;
  connections: number;
}

/** Connections that were open, and that one side ended with a reset. */
export const resets: Finder = (input) => {
  const established = establishedByService(input);
  return groupWays(waysOf(input.connections.tables.resets.list(), input))
    .map((group) => withConnections(group, established))
    .filter(isNotable)
    .sort((one, other) => countOf(other) - countOf(one))
    .slice(0, thresholds.ofKind)
    .map((group) => draftsOf(group, input))
    .flat();
};

const countOf = ({ afterHandshake, afterData }: ServiceResets): number => afterHandshake + afterData;
const serviceOf = ({ version, sender, receiver, port, ofSender }: EvidenceLine): string =>
  `${version} ${ofSender ? sender : receiver} ${port}`;

function establishedByService({ connections: { tables } }: FinderInput): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of [...tables.used.list(), ...tables.served.list()]) {
    const key = serviceOf(line);
    counts.set(key, (counts.get(key) ?? 0) + (line.counts[outcomes.established] ?? 0));
  }
  return counts;
}

function groupWays(ways: readonly Way[]): ServiceResets[] {
  const groups = new Map<string, ServiceResets>();
  for (const way of ways) {
    const key = `${serviceOf(way)} ${way.ofSender ? "service" : "client"}`;
    const group = groups.get(key) ?? { ways: [], afterHandshake: 0, afterData: 0, connections: 0 };
    groups.set(key, group);
    group.ways.push(way);
    group.afterHandshake += way.counts[0] ?? 0;
    group.afterData += way.counts[1] ?? 0;
  }
  return [...groups.values()];
}

/** A capture may begin in the middle of connections, so that there are more resets than beginnings. */
function withConnections(group: ServiceResets, established: ReadonlyMap<string, number>): ServiceResets {
  const [way] = group.ways;
  const begun = way === undefined ? 0 : (established.get(serviceOf(way)) ?? 0);
  return { ...group, connections: Math.max(begun, countOf(group)) };
}

function isNotable(group: ServiceResets): boolean {
  const share = countOf(group) / group.connections;
  return group.ways[0]?.ofSender === true
    ? countOf(group) >= thresholds.leastResets && share >= thresholds.resetShare
    : countOf(group) >= thresholds.leastClientResets && share >= thresholds.clientResetShare;
}

function draftsOf(group: ServiceResets, { book }: FinderInput): FindingDraft[] {
  const [way] = group.ways;
  if (way === undefined) return [];
  const { ofSender, version, sender, receiver, port } = way;
  const end = book.end(version, ofSender ? sender : receiver);
  const socket = socketText(end.address, port);
  const named = end.name === null ? socket : `${socket} (${end.name})`;
  const when = group.afterHandshake > group.afterData ? "right after the handshake" : "after data";
  const count = `${countOf(group).toLocaleString("en-US")} of ${group.connections.toLocaleString("en-US")}`;
  const share = shareText(countOf(group) / group.connections);
  const word = (service: string): string =>
    ofSender
      ? `${service} resets ${share} of its connections ${when}: ${count}`
      : `${group.ways.every(({ fromVm }) => fromVm) ? "The VM resets" : "Clients reset"} ${share} of the connections with ${service} ${when}: ${count}`;
  return [
    {
      kind: "resets",
      severity: ofSender ? "warning" : "note",
      text: fitText(word(named), word(socket)),
      filter: `${serviceFilter(way, end.address)} && tcp.flags.reset == 1`,
      evidence: {
        counts: {
          afterHandshake: group.afterHandshake,
          afterData: group.afterData,
          connections: group.connections,
        },
        flows: group.ways.slice(0, 3).map(({ flow }) => flow),
        frames: group.ways.flatMap(({ frames }) => frames).slice(0, 3),
      },
      nextStep: ofSender
        ? "Read the service's log at these times: it, or a firewall before it, ends the connections."
        : "Ask whether the clients' time limit is shorter than the service takes.",
      firstAt: Math.min(...group.ways.map(({ firstAt }) => firstAt)),
      lastAt: Math.max(...group.ways.map(({ lastAt }) => lastAt)),
      weight: ofSender ? 0.5 : 0.2,
    },
  ];
}

/** Packets that the resetting side sends. */
const serviceFilter = ({ version, ofSender, port }: Way, address: string): string => {
  const [side, field] = ofSender ? ["src", "srcport"] : ["dst", "dstport"];
  return `${version === 0 ? "ip" : "ipv6"}.${side} == ${address} && tcp.${field} == ${port}`;
};
