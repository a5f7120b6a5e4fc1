import { readDns } from "../protocols/dns.ts";
import { ipAddressKey, ipVersion, type IpAddressNumbers, type IpHeader } from "../protocols/ip.ts";
import { isTlsHandshake, tlsServerName } from "../protocols/tls.ts";
import { Ranking } from "./ranking.ts";
import type { Packet } from "../protocols/packet.ts";

const namesKept = 4096;
const addressesKept = 16_384;

export interface AskedName {
  count: number;
  failures: number;
  /** Keys of a few of its addresses. */
  addresses: number[];
}

/** Reads the names of addresses: DNS questions and answers, and the server names of TLS. */
export class NameReader {
  queries = 0;
  responses = 0;
  failures = 0;
  readonly asked = new Ranking<AskedName>(namesKept, () => ({ count: 0, failures: 0, addresses: [] }));
  readonly tlsServers = new Ranking<AskedName>(namesKept, () => ({ count: 0, failures: 0, addresses: [] }));
  readonly #dnsNames = new Map<number, string>();
  readonly #tlsNames = new Map<number, string>();
  readonly #addresses: IpAddressNumbers;

  constructor(addresses: IpAddressNumbers) {
    this.#addresses = addresses;
  }

  /** The name of an address: the server name of TLS, or that of a DNS answer; null without either. */
  nameOf(key: number): string | null {
    return this.#tlsNames.get(key) ?? this.#dnsNames.get(key) ?? null;
  }

  /** Takes a TCP segment. @param packet stands at the payload */
  takeSegment(packet: Packet, header: IpHeader): void {
    const { view, offset } = packet;
    const end = Math.min(packet.capturedEnd, packet.wireEnd);
    if (offset >= end || !isTlsHandshake(view, offset)) return;
    const name = tlsServerName(view, offset, end);
    if (name !== null) this.#takeTls(name, ipAddressKey(header.version, header.destination));
  }

  #takeTls(name: string, address: number): void {
    const entry = this.tlsServers.entry(name);
    entry.count += 1;
    remember(entry.addresses, address);
    keepName(this.#tlsNames, address, name);
  }

  /** Takes a DNS message, which may be cut. */
  takeDns(view: DataView, start: number, end: number): void {
    const message = readDns(view, start, end);
    if (message === null) return;
    if (message.response) this.responses += 1;
    else this.queries += 1;
    if (message.response && message.responseCode !== 0) this.failures += 1;
    if (message.name === null) return;
    const entry = this.asked.entry(message.name);
    if (!message.response) entry.count += 1;
    else if (message.responseCode !== 0) entry.failures += 1;
    const answered = [
      ...message.ipv4At.map((at) => ipAddressKey(ipVersion.ipv4, view.getUint32(at))),
      ...message.ipv6At.map((at) => ipAddressKey(ipVersion.ipv6, this.#addresses.number(view, at))),
    ];
    for (const address of answered) {
      remember(entry.addresses, address);
      keepName(this.#dnsNames, address, message.name);
    }
  }
}

const addressesPerName = 4;

function remember(addresses: number[], address: number): void {
  if (addresses.length < addressesPerName && !addresses.includes(address)) addresses.push(address);
}

/** The oldest name makes room for the newest. */
function keepName(names: Map<number, string>, address: number, name: string): void {
  names.delete(address);
  if (names.size === addressesKept) {
    const [oldest] = names.keys();
    if (oldest !== undefined) names.delete(oldest);
  }
  names.set(address, name);
}
