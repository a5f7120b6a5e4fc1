import { flowKind } from "./flows/flowKind.ts";
import { ethernetHeader } from "./protocols/ethernet.ts";
import { etherTypes } from "./protocols/etherTypes.ts";
import { ipVersion } from "./protocols/ip.ts";
import { ipProtocol } from "./protocols/ipProtocol.ts";
import type { FlowTable } from "./flows/flowTable.ts";
import type { PacketForesight } from "./protocols/packet.ts";

/** Packets that are looked at together. */
const most = 16;
/** Below this many flows, their records are in the nearer caches of a processor anyway. */
const fewFlows = 4096;

/** An IPv4 header without options: the offsets in bytes of what is read here. */
const ipv4 = { first: 0, fragment: 6, protocol: 9, source: 12, destination: 16, bytes: 20 } as const;
const versionAndLength = 0x45;
/** Further fragments come, or came. */
const fragmentBits = 0x3fff;
const neededBytes = ethernetHeader.bytes + ipv4.bytes + 4;

/**
 * Looks for the flows of the next packets all at one time, so that the processor fetches their records from
 * memory side by side, and not one after the other. It counts nothing; what it does not find is found later.
 */
export class Foresight implements PacketForesight {
  /** By packet: first the hash of its flow's key, then the number of the flow, plus one; 0 for unknown. */
  readonly #found = new Int32Array(most);
  #count = 0;
  #turn = 0;
  /** `FlowTable.moves` when the flows were looked for: later, the numbers may be wrong. */
  #moves = 0;
  readonly #flows: FlowTable;

  constructor(flows: FlowTable) {
    this.#flows = flows;
  }

  begin(): number {
    this.#count = 0;
    this.#turn = 0;
    return this.#flows.size < fewFlows ? 0 : most;
  }

  note(view: DataView, offset: number, end: number): void {
    this.#found[this.#count] = offset + neededBytes > end ? 0 : this.#hashOf(view, offset);
    this.#count += 1;
  }

  /** Two rounds, because each one waits for memory. */
  fetch(): void {
    const found = this.#found;
    const { slots } = this.#flows;
    for (let index = 0; index < this.#count; index += 1) found[index] = slots.guess(found[index] ?? 0);
    for (let index = 0; index < this.#count; index += 1) slots.touch(found[index] ?? 0);
    this.#moves = this.#flows.moves;
  }

  turn(): void {
    const flows = this.#flows;
    const known = this.#turn < this.#count && flows.moves === this.#moves;
    flows.expected = known ? (this.#found[this.#turn] ?? 0) : 0;
    this.#turn += 1;
  }

  /** Of a TCP segment or UDP datagram in IPv4, as most packets are; 0 for others. */
  #hashOf(view: DataView, offset: number): number {
    if (view.getUint16(offset + ethernetHeader.type) !== etherTypes.ipv4) return 0;
    const at = offset + ethernetHeader.bytes;
    if (view.getUint8(at + ipv4.first) !== versionAndLength) return 0;
    if ((view.getUint16(at + ipv4.fragment) & fragmentBits) !== 0) return 0;
    const protocol = view.getUint8(at + ipv4.protocol);
    if (protocol !== ipProtocol.tcp && protocol !== ipProtocol.udp) return 0;
    return this.#flows.hashOf(
      view.getUint32(at + ipv4.source),
      view.getUint32(at + ipv4.destination),
      view.getUint16(at + ipv4.bytes),
      view.getUint16(at + ipv4.bytes + 2),
      flowKind(protocol, ipVersion.ipv4, true),
    );
  }
}
