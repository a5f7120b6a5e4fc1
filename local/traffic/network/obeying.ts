import { checksum } from "../wire/checksum.ts";
import { matchingBits } from "./matchingBits.ts";
import { nextHopOf } from "./nextHopOf.ts";
import { verdictOf, type NetworkFlow } from "./verdictOf.ts";
import type { SimulatedPacket } from "../simulatedPacket.ts";
import type { VmNetwork } from "./vmNetwork.ts";

/** No rule and no route keeps a VM from its platform; neither concerns packets to everybody. */
const exempt = ["168.63.129.16/32", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32"];

/** When a SYN without a response is sent again, in microseconds after the first one. */
const repeatedAfter = { scan: [1_000_000], usual: [1_000_000, 3_000_000, 7_000_000] } as const;

/**
 * Traffic as rules and routes leave it: a denied flow, and one without a route, get no answer, so nothing
 * follows its first packets. Azure drops denied inbound packets before the guest could see them. They are
 * seen here nevertheless: simulated Azure shows what somebody tried, for the verdict to explain. Rules are
 * stateful: a TCP conversation whose beginning is not there goes on. Only IPv4, and only TCP and UDP.
 */
export function obeying(
  packets: readonly SimulatedPacket[],
  network: VmNetwork | null,
  vmAddresses: readonly string[],
): SimulatedPacket[] {
  if (network === null) return [...packets];
  const own = new Set(vmAddresses);
  const talks = Map.groupBy(packets, (packet) => packet.tcp?.conversation ?? talkOf(packet));
  const left = [...talks].flatMap(([talk, its]) =>
    talk === null ? its : leftOf(its, network, flowOf(its, own)),
  );
  // Packets of one moment stay in their order.
  const kept = new Set(left);
  const given = packets.filter((packet) => kept.delete(packet));
  return [...given, ...kept].sort((one, other) => one.at - other.at);
}

/** The two ends of a datagram; null for what rules and routes do not concern. */
function talkOf({ frame: { ip } }: SimulatedPacket): string | null {
  if (ip?.protocol !== "UDP") return null;
  const ends = [ip.from, ip.to].map(({ address, port }) => `${address}:${port ?? ""}`);
  return ends.toSorted().join(" ");
}

/** The flow of a talk that has a beginning; null when there is none, and for other than IPv4. */
function flowOf(packets: readonly SimulatedPacket[], own: ReadonlySet<string>): NetworkFlow | null {
  const [earliest] = packets.toSorted((one, other) => one.at - other.at);
  const first = earliest?.tcp === undefined ? earliest : packets.find(({ tcp }) => tcp?.kind === "asks");
  const ip = first?.frame.ip;
  if (ip?.protocol !== "TCP" && ip?.protocol !== "UDP") return null;
  const end = ({ address, port }: typeof ip.from) => ({ address, port: port ?? 0 });
  const isOutbound = own.has(ip.from.address);
  const [local, remote] = isOutbound ? [end(ip.from), end(ip.to)] : [end(ip.to), end(ip.from)];
  const isOfNobody = exempt.some((prefix) =>
    [local, remote].some(({ address }) => matchingBits(prefix, address) !== null),
  );
  if (isOfNobody || !own.has(local.address) || local.address.includes(":")) return null;
  return { direction: isOutbound ? "Outbound" : "Inbound", protocol: ip.protocol, local, remote };
}

function leftOf(
  packets: readonly SimulatedPacket[],
  network: VmNetwork,
  flow: NetworkFlow | null,
): SimulatedPacket[] {
  if (flow === null) return [...packets];
  const isDenied = verdictOf(network, flow).access === "Deny";
  const isLost = nextHopOf(network, flow.remote.address).nextHopType === "None";
  if (isDenied || (isLost && flow.direction === "Outbound")) return unanswered(packets, flow);
  if (!isLost || flow.protocol === "UDP") return [...packets];
  // What answers an inbound flow goes nowhere; the guest has seen the request and has answered it.
  return packets.filter((packet) => isRequest(packet, flow) || isFirstAnswer(packet));
}

const isFirstAnswer = ({ tcp }: SimulatedPacket): boolean =>
  tcp?.by === "vm" && (tcp.kind === "accepts" || tcp.kind === "resets");

/** A SYN, or a datagram from the side that began. */
const isRequest = ({ tcp, frame: { ip } }: SimulatedPacket, { remote, direction }: NetworkFlow): boolean =>
  tcp === undefined
    ? (ip?.to.address === remote.address) === (direction === "Outbound")
    : tcp.kind === "asks";

/** The requests alone, sent again as a network stack does that waits for an answer. */
function unanswered(packets: readonly SimulatedPacket[], flow: NetworkFlow): SimulatedPacket[] {
  const requests = packets.filter((packet) => isRequest(packet, flow));
  const [first] = requests;
  if (first?.tcp === undefined || requests.length > 1) return requests;
  const after = first.tcp.scan ? repeatedAfter.scan : repeatedAfter.usual;
  return [first, ...after.map((later, index) => sentAgain(first, later, index + 1))];
}

/** A SYN once more: all is the same but the packet's identification. */
function sentAgain(packet: SimulatedPacket, later: number, times: number): SimulatedPacket {
  const { at, frame, tcp } = packet;
  const bytes = Buffer.from(frame.bytes);
  const header = bytes.subarray(14, 14 + 4 * (bytes.readUInt8(14) & 0x0f));
  header.writeUInt16BE((header.readUInt16BE(4) + times) & 0xffff, 4);
  header.writeUInt16BE(0, 10);
  header.writeUInt16BE(checksum(header), 10);
  return { at: at + later, frame: { ...frame, bytes }, ...(tcp && { tcp: { ...tcp, again: "plain" } }) };
}
