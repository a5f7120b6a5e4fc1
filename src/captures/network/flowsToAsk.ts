import { askedFlowText, type AskedFlow } from "./askedFlow.ts";
import { ipv4Number } from "./prefixLength.ts";
import type { Finding, FindingKind } from "../../pcap/findings/finding.ts";
import type { CaptureSummary, Conversation, Peer } from "../../pcap/summary/captureSummary.ts";

const mostFlows = 5;

/** Findings that a rule, a route or the guest may explain. */
const asked: readonly FindingKind[] = ["refused", "unanswered", "unreachable", "port-scan", "host-sweep"];

/** What is read of a summary: one of an earlier version may lack the rest. */
export type AskedTraffic = Pick<CaptureSummary, "findings" | "peers" | "conversations" | "answer">;

/**
 * The flows to ask Azure about: one of each finding, the gravest first, then the top peer's; what place is
 * left goes to further flows of the findings. `addresses`: the VM's own.
 */
export function flowsToAsk(summary: AskedTraffic, addresses: readonly string[]): readonly AskedFlow[] {
  const ofFindings = summary.findings
    .filter(({ kind }) => asked.includes(kind))
    .map((finding) => flowsOf(finding, summary, addresses));
  const firsts = ofFindings.flatMap(([first]) => first ?? []).slice(0, mostFlows - 1);
  const ranked = [...firsts, ...topPeer(summary, addresses), ...ofFindings.flat()];
  const distinct = [...new Map(ranked.toReversed().map((flow) => [askedFlowText(flow), flow])).values()];
  const chosen = distinct.toReversed().slice(0, mostFlows);
  return [...chosen.filter(({ about }) => about !== null), ...chosen.filter(({ about }) => about === null)];
}

function flowsOf(
  { kind, filter, evidence }: Finding,
  { conversations }: AskedTraffic,
  addresses: readonly string[],
): AskedFlow[] {
  return evidence.flows.flatMap((text) => {
    const [from, to] = text.split(" → ").map(endOf);
    if (from === undefined || to === undefined || from === null || to === null) return [];
    const protocol = protocolIn(filter) ?? protocolAmong(conversations.top, from, to);
    if (protocol === null) return [];
    const isOutbound = addresses.includes(from.address);
    const [local, remote] = isOutbound ? [from, to] : [to, from];
    if (!addresses.includes(local.address)) return [];
    return flowOf(kind, protocol, isOutbound ? "Outbound" : "Inbound", local, remote);
  });
}

interface End {
  readonly address: string;
  readonly port: number;
}

function endOf(text: string): End | null {
  const [, address = "", port = ""] = /^([\d.]+):(\d{1,5})$/.exec(text) ?? [];
  return isPort(Number(port)) && ipv4Number(address) !== null ? { address, port: Number(port) } : null;
}

const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port <= 65_535;

/** The transport that a finding's display filter is about; null where it has none, or both. */
function protocolIn(filter: string): AskedFlow["protocol"] | null {
  const [tcp, udp] = [/\btcp\b/.test(filter), /\budp\b/.test(filter)];
  if (tcp === udp) return null;
  return tcp ? "TCP" : "UDP";
}

function protocolAmong(top: readonly Conversation[], from: End, to: End): AskedFlow["protocol"] | null {
  const same = (end: Conversation["a"], other: End) =>
    end.address === other.address && end.port === other.port;
  const found = top.find(({ a, b }) => (same(a, from) && same(b, to)) || (same(a, to) && same(b, from)));
  return transport(found?.protocol);
}

const transport = (protocol: string | undefined): AskedFlow["protocol"] | null =>
  protocol === "TCP" || protocol === "UDP" ? protocol : null;

/** That of the peer that the lead answers with, or else of the busiest peer that Azure can be asked about. */
function topPeer({ answer, peers, conversations }: AskedTraffic, addresses: readonly string[]): AskedFlow[] {
  for (const peer of [answer?.peer ?? [], peers].flat()) {
    const found = busiestWith(peer, conversations, addresses);
    if (found.length > 0) return found;
  }
  return [];
}

function busiestWith(
  peer: Peer,
  conversations: AskedTraffic["conversations"],
  addresses: readonly string[],
): AskedFlow[] {
  if (peer.port === null) return [];
  const found = conversations.top.find(
    (one) => one.protocol === peer.protocol && addresses.includes(one.a.address) && isWith(one, peer),
  );
  const protocol = transport(peer.protocol);
  if (found === undefined || protocol === null || found.a.port === null || found.b.port === null) return [];
  const direction = peer.service === "remote" ? "Outbound" : "Inbound";
  const end = ({ address }: { readonly address: string }, port: number): End => ({ address, port });
  return flowOf(null, protocol, direction, end(found.a, found.a.port), end(found.b, found.b.port));
}

const isWith = ({ a, b }: Conversation, { address, port, service }: Peer): boolean =>
  b.address === address && (service === "remote" ? b.port : a.port) === port;

function flowOf(
  about: FindingKind | null,
  protocol: AskedFlow["protocol"],
  direction: AskedFlow["direction"],
  local: End,
  remote: End,
): AskedFlow[] {
  if (ipv4Number(local.address) === null || ipv4Number(remote.address) === null) return [];
  if (!isPort(local.port) || !isPort(remote.port)) return [];
  const ends = { localAddress: local.address, localPort: local.port };
  return [{ about, protocol, direction, ...ends, remoteAddress: remote.address, remotePort: remote.port }];
}
