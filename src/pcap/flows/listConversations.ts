import { ipVersion } from "../protocols/ip.ts";
import { ipProtocol } from "../protocols/ipProtocol.ts";
import type { Flow } from "./flow.ts";

export type ConversationKind = "ip" | "ipv6" | "tcp" | "udp";

/** A conversation of `listConversations`, with its addresses as text. */
export interface ListedConversation {
  readonly addressA: string;
  readonly portA: number;
  readonly addressB: string;
  readonly portB: number;
  readonly packetsAB: number;
  readonly bytesAB: number;
  readonly packetsBA: number;
  readonly bytesBA: number;
}

/** Both directions between two ends; the ports are 0 for `ip` and `ipv6`. */
interface ConversationCount {
  readonly version: number;
  readonly addressA: number;
  readonly portA: number;
  readonly addressB: number;
  readonly portB: number;
  packetsAB: number;
  bytesAB: number;
  packetsBA: number;
  bytesBA: number;
}

/** Whether a flow counts towards this kind of conversation. */
function isOfKind(flow: Flow, kind: ConversationKind): boolean {
  switch (kind) {
    case "ip":
      return flow.version !== ipVersion.ipv6 && !flow.unpaired;
    case "ipv6":
      return flow.version === ipVersion.ipv6 && !flow.unpaired;
    case "tcp":
      return flow.ported && flow.protocol === ipProtocol.tcp;
    case "udp":
      return flow.ported && flow.protocol === ipProtocol.udp;
  }
}

/**
 * Flows as conversations: one by one for `tcp` and `udp`, added up between two addresses for `ip` and `ipv6`.
 */
export function listConversations(flows: Iterable<Flow>, kind: ConversationKind): ConversationCount[] {
  const pairs = new Map<string, ConversationCount>();
  const list: ConversationCount[] = [];
  const paired = kind === "ip" || kind === "ipv6";
  for (const flow of flows) {
    if (!isOfKind(flow, kind)) continue;
    const key = `${flow.addressA} ${flow.addressB}`;
    const known = paired ? pairs.get(key) : undefined;
    const count = known ?? beginCount(flow, paired);
    if (known === undefined) list.push(count);
    if (paired) pairs.set(key, count);
    // Between an address and itself there is one direction.
    const back = paired && flow.addressA === flow.addressB ? "AB" : "BA";
    count.packetsAB += flow.ab.packets;
    count.bytesAB += flow.ab.bytes;
    count[`packets${back}`] += flow.ba.packets;
    count[`bytes${back}`] += flow.ba.bytes;
  }
  return list;
}

function beginCount(flow: Flow, paired: boolean): ConversationCount {
  const { version, addressA, addressB } = flow;
  const [portA, portB] = paired ? [0, 0] : [flow.portA, flow.portB];
  return {
    version,
    addressA,
    portA,
    addressB,
    portB,
    packetsAB: 0,
    bytesAB: 0,
    packetsBA: 0,
    bytesBA: 0,
  };
}
