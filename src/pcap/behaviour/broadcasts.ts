import { ipVersion } from "../protocols/ip.ts";
import { ipProtocol } from "../protocols/ipProtocol.ts";
import { KeyIndex } from "../tables/keyIndex.ts";
import { SourceCount } from "./sourceCount.ts";
import type { Flow } from "../flows/flow.ts";
import type { AddressTable } from "../tables/addressTable.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

const most = 512;
const everyone = 0xffffffff;
/** SSDP's group, 239.255.255.250; those of one link, 224.0.0.0/24, are the other ones that devices flood. */
const ssdp = 0xeffffffa;
const linkGroups = 0xe00000;
/** Multicast addresses of IPv6 within one link: ff02::/16. */
const linkGroupsOfIpv6 = 0xff02;

/** Datagrams to all hosts of a link, by address and port. */
export interface Broadcast {
  readonly version: number;
  readonly address: number;
  readonly port: number;
  packets: number;
  firstAt: number;
  lastAt: number;
  frames: number[];
  /** Of the first datagram. */
  readonly source: number;
  readonly sourcePort: number;
  readonly sources: SourceCount;
}

/** Adds up the datagrams that every host of a link gets. */
export class Broadcasts {
  readonly #list: Broadcast[] = [];
  readonly #index: KeyIndex;
  readonly #hash: NumberHash;
  readonly #addresses: AddressTable;

  constructor(addresses: AddressTable, hash: NumberHash) {
    this.#addresses = addresses;
    this.#hash = hash;
    this.#index = new KeyIndex(most, hash);
  }

  add(flow: Flow): void {
    if (flow.protocol !== ipProtocol.udp || !flow.ported) return;
    // Nobody sends from such an address.
    if (flow.ba.packets === 0 && this.#isForAll(flow.version, flow.addressB))
      this.#count(flow, flow.addressB, flow.portB, flow.addressA, flow.portA);
    else if (flow.ab.packets === 0 && this.#isForAll(flow.version, flow.addressA))
      this.#count(flow, flow.addressA, flow.portA, flow.addressB, flow.portB);
  }

  /** The most packets first. */
  list(): Broadcast[] {
    return [...this.#list].sort((one, other) => other.packets - one.packets);
  }

  #isForAll(version: number, address: number): boolean {
    if (version === ipVersion.ipv6)
      return address !== 0 && this.#addresses.groups(address)[0] === linkGroupsOfIpv6;
    return (
      address === everyone || address === ssdp || address >>> 8 === linkGroups || (address & 255) === 255
    );
  }

  #count(flow: Flow, address: number, port: number, source: number, sourcePort: number): void {
    const { version, firstAt, lastAt, firstFrame } = flow;
    const place = this.#index.place(address, port, version);
    if (place < 0) return;
    const sent = (this.#list[place] ??= {
      ...{ version, address, port, packets: 0, firstAt, lastAt, frames: [], source, sourcePort },
      sources: new SourceCount(this.#hash),
    });
    sent.packets += flow.ab.packets + flow.ba.packets;
    sent.firstAt = Math.min(sent.firstAt, firstAt);
    sent.lastAt = Math.max(sent.lastAt, lastAt);
    if (sent.frames.length < 3 && !sent.frames.includes(firstFrame)) sent.frames.push(firstFrame);
    sent.sources.add(version, source);
  }
}
