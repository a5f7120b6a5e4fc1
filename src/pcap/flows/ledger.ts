import { ipAddressKey, ipVersion } from "../protocols/ip.ts";
import { ipProtocol } from "../protocols/ipProtocol.ts";
import { Tally } from "../tables/tally.ts";
import { connectionOutcome, isHalfOpen, outcomeOf } from "../tcp/connectionOutcome.ts";
import { flowState } from "../tcp/flowState.ts";
import { Sidedness } from "../tcp/sidedness.ts";
import { flowBytes, flowPackets, type Flow, type Traffic } from "./flow.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

const keptPorts = 2 ** 12;

/** Relative to the VM; `elsewhere` is between two other hosts. */
export type Direction = "outbound" | "inbound" | "internal" | "elsewhere";

interface Amount {
  packets: number;
  bytes: number;
}

const none = (): Amount => ({ packets: 0, bytes: 0 });

/** Adds up flows by direction, protocol, host, service and port. Each flow is added once. */
export class Ledger {
  readonly directions: Record<Direction, Amount> = {
    outbound: none(),
    inbound: none(),
    internal: none(),
    elsewhere: none(),
  };
  readonly protocols = new Map<number, Amount>();
  /** Key: address, IP version. "Out" is what it sent. */
  readonly hosts: Tally;
  /**
   * Key: remote address, IP version and protocol, service port. "Out" is what the VM sent. Marked with the
   * outcomes of its TCP connections.
   */
  readonly endpoints: Tally;
  /** Key: service port, protocol, whether it is the VM's own. "Out" is what the VM sent. */
  readonly ports: Tally;
  /** Bytes of flows with an IPv6 address that found no place, and so has no talker or peer of its own. */
  addresslessBytes = 0;
  /** Those of them that run elsewhere as far as their addresses show, but may be the VM's. */
  undirectedBytes = 0;
  /** Conversations; one that was dropped and came back counts twice. */
  readonly flowCounts = { tcp: 0, udp: 0 };
  connections = 0;
  established = 0;
  refused = 0;
  unanswered = 0;
  /** Established ones of which the last step of the handshake is missing. */
  halfOpen = 0;
  readonly sides = new Sidedness();
  readonly #local: ReadonlySet<number>;

  /**
   * @param local keys of the VM's addresses, to which later flows may add
   * @param capacity of the tallies of hosts and of endpoints each; a power of two
   */
  constructor(local: ReadonlySet<number>, capacity: number, hash: NumberHash) {
    this.#local = local;
    this.hosts = new Tally(capacity, hash);
    this.endpoints = new Tally(capacity, hash);
    this.ports = new Tally(keptPorts, hash);
  }

  add(flow: Flow): void {
    if (flowPackets(flow) === 0) return;
    this.#countConversation(flow);
    this.sides.add(flow);
    if (flow.inner) return;
    const { version, addressA, addressB, ab, ba } = flow;
    const known = this.protocols.get(flow.protocol) ?? none();
    this.protocols.set(flow.protocol, known);
    known.packets += flowPackets(flow);
    known.bytes += flowBytes(flow);
    this.hosts.add(addressA, version, 0, ab, ba);
    this.hosts.add(addressB, version, 0, ba, ab);
    const localA = this.#local.has(ipAddressKey(version, addressA));
    const localB = this.#local.has(ipAddressKey(version, addressB));
    const addressless = version === ipVersion.ipv6 && (addressA === 0 || addressB === 0);
    if (addressless) this.addresslessBytes += flowBytes(flow);
    if (localA === localB) {
      if (addressless && !localA) this.undirectedBytes += flowBytes(flow);
      const amount = this.directions[localA ? "internal" : "elsewhere"];
      grow(amount, ab);
      grow(amount, ba);
      return;
    }
    grow(this.directions.outbound, localA ? ab : ba);
    grow(this.directions.inbound, localA ? ba : ab);
    this.#addRemote(flow, localA);
  }

  #countConversation({ ported, protocol, state }: Flow): void {
    if (!ported) return;
    if (protocol === ipProtocol.udp) this.flowCounts.udp += 1;
    if (protocol !== ipProtocol.tcp) return;
    this.flowCounts.tcp += 1;
    this.#addConnection(state);
  }

  #addRemote(flow: Flow, localA: boolean): void {
    const out = localA ? flow.ab : flow.ba;
    const into = localA ? flow.ba : flow.ab;
    const serviceB = serviceIsB(flow, localA);
    const port = serviceB ? flow.portB : flow.portA;
    const own = serviceB !== localA ? 1 : 0;
    const remote = localA ? flow.addressB : flow.addressA;
    const protocol = flow.version | (flow.protocol << 1) | (own << 9) | (flow.ported ? 0x400 : 0);
    const outcome =
      flow.ported && flow.protocol === ipProtocol.tcp ? outcomeOf(flow.state) : connectionOutcome.none;
    this.endpoints.add(remote, protocol, port, out, into, outcome);
    if (flow.ported) this.ports.add(port, flow.protocol, own, out, into);
  }

  #addConnection(state: number): void {
    const outcome = outcomeOf(state);
    if (outcome === connectionOutcome.none) return;
    this.connections += 1;
    if (isHalfOpen(state)) this.halfOpen += 1;
    if (outcome === connectionOutcome.established) this.established += 1;
    else if (outcome === connectionOutcome.refused) this.refused += 1;
    else this.unanswered += 1;
  }
}

/** Reads the second number of a key of `Ledger.endpoints`. */
export const readEndpoint = (
  packed: number,
): { version: number; protocol: number; own: boolean; ported: boolean } => ({
  version: packed & 1,
  protocol: (packed >> 1) & 0xff,
  own: (packed & 0x200) !== 0,
  ported: (packed & 0x400) !== 0,
});

/**
 * Whether the service is B's: that of the side that was connected to or, without the beginning of the
 * connection, of the lower port. With equal ports (NTP, mDNS, none in ICMP) it is the remote host's: a VM
 * asks for the time far more often than it tells it.
 */
function serviceIsB({ state, portA, portB }: Flow, localA: boolean): boolean {
  const begunByA = (state & flowState.syn) | (state & (flowState.synAck << 1));
  const begunByB = (state & (flowState.syn << 1)) | (state & flowState.synAck);
  if ((begunByA !== 0) !== (begunByB !== 0)) return begunByA !== 0;
  return portA === portB ? localA : portB < portA;
}

function grow(amount: Amount, { packets, bytes }: Traffic): void {
  amount.packets += packets;
  amount.bytes += bytes;
}
