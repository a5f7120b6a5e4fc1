import { readEndpoint, type Ledger } from "../flows/ledger.ts";
import { addressKey, type AskedName, type NameReader } from "../names/nameReader.ts";
import { protocolName } from "../protocols/ipProtocol.ts";
import { shortName } from "./addressBook.ts";
import type { Flow } from "../flows/flow.ts";
import type { TallyLine } from "../flows/tally.ts";
import type { Ranking } from "../names/ranking.ts";
import type { AddressBook } from "./addressBook.ts";
import type {
  CaptureSummary,
  Conversation,
  ConversationEnd,
  PacketCount,
  Peer,
  ServicePort,
  Talker,
} from "./captureSummary.ts";

const listed = 10;

const sent = (line: TallyLine): PacketCount => ({ packets: line.packetsOut, bytes: line.bytesOut });
const received = (line: TallyLine): PacketCount => ({ packets: line.packetsIn, bytes: line.bytesIn });

export function listTalkers(ledger: Ledger, book: AddressBook, local: ReadonlySet<number>): Talker[] {
  return ledger.hosts.top(listed).map((line) => {
    const [address, version] = line.key;
    return {
      ...book.end(version, address),
      local: local.has(addressKey(version, address)),
      sent: sent(line),
      received: received(line),
    };
  });
}

export function listPeers(ledger: Ledger, book: AddressBook): Peer[] {
  return ledger.endpoints.top(listed).map((line) => peer(line, book));
}

/** The peer with the most bytes in one direction; null without any. */
export function largestPeer(
  ledger: Ledger,
  book: AddressBook,
  direction: "outbound" | "inbound",
): Peer | null {
  const measure = (line: TallyLine) => (direction === "outbound" ? line.bytesOut : line.bytesIn);
  const [line] = ledger.endpoints.top(1, measure);
  return line === undefined ? null : peer(line, book);
}

function peer(line: TallyLine, book: AddressBook): Peer {
  const [address, packed, port] = line.key;
  const { version, protocol, own, ported } = readEndpoint(packed);
  return {
    ...book.end(version, address),
    protocol: protocolName(protocol),
    port: ported ? port : null,
    service: own ? "local" : "remote",
    outbound: sent(line),
    inbound: received(line),
  };
}

export function listPorts(ledger: Ledger): ServicePort[] {
  return ledger.ports.top(listed).map((line) => ({
    protocol: protocolName(line.key[1]),
    port: line.key[0],
    service: line.key[2] === 1 ? "local" : "remote",
    outbound: sent(line),
    inbound: received(line),
  }));
}

export function describeConversation(
  flow: Flow,
  book: AddressBook,
  local: ReadonlySet<number>,
): Conversation {
  const { version, ported } = flow;
  const localA = local.has(addressKey(version, flow.addressA));
  const localB = local.has(addressKey(version, flow.addressB));
  const a: ConversationEnd = { ...book.end(version, flow.addressA), port: ported ? flow.portA : null };
  const b: ConversationEnd = { ...book.end(version, flow.addressB), port: ported ? flow.portB : null };
  const turned = localB && !localA;
  return {
    protocol: protocolName(flow.protocol),
    a: turned ? b : a,
    b: turned ? a : b,
    direction: localA !== localB ? "with the VM" : localA ? "internal" : "elsewhere",
    fromAToB: turned ? flow.ba : flow.ab,
    fromBToA: turned ? flow.ab : flow.ba,
  };
}

export function listProtocols(ledger: Ledger): CaptureSummary["protocolMix"] {
  return [...ledger.protocols]
    .sort(([, one], [, other]) => other.bytes - one.bytes)
    .slice(0, listed)
    .map(([protocol, amount]) => ({ protocol: protocolName(protocol), ...amount }));
}

export function describeDns(names: NameReader, book: AddressBook): CaptureSummary["dns"] {
  return {
    queries: names.queries,
    responses: names.responses,
    failures: names.failures,
    distinctNames: names.asked.atLeast,
    exact: names.asked.exact,
    names: topNames(names.asked, book).map(({ name, count, failures, addresses }) => ({
      name,
      queries: count,
      failures,
      addresses,
    })),
  };
}

export function listTlsServers(names: NameReader, book: AddressBook): CaptureSummary["tlsServers"] {
  return topNames(names.tlsServers, book).map(({ name, count, addresses }) => ({
    name,
    handshakes: count,
    addresses,
  }));
}

function topNames(
  ranking: Ranking<AskedName>,
  book: AddressBook,
): { name: string; count: number; failures: number; addresses: string[] }[] {
  return ranking.top(listed).map(([name, { count, failures, addresses }]) => ({
    name: shortName(name),
    count,
    failures,
    addresses: addresses.map((key) => book.keyText(key)),
  }));
}
