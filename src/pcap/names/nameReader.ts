import { ipVersion, type IpAddressNumbers } from "../protocols/ip.ts";
import { AddressNames } from "./addressNames.ts";
import { Ranking } from "./ranking.ts";
import type { DnsMessage } from "../protocols/dns.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/** RFC 1035 section 4.1.1. */
const nxdomain = 3;
const namesKept = 4096;
/** Addresses of each kind whose latest names are kept: so many, or up to twice as many. */
const addressesKept = 8192;

interface NamedAddress {
  readonly version: number;
  readonly address: number;
}

export interface AskedName {
  count: number;
  failures: number;
  /** Answers that there is no such name. */
  missing: number;
  /** A few of its addresses. */
  addresses: NamedAddress[];
}

/** Reads the names of addresses: DNS questions and answers, and the server names of TLS. */
export class NameReader {
  queries = 0;
  responses = 0;
  failures = 0;
  readonly asked = new Ranking<AskedName>(namesKept, () => ({
    count: 0,
    failures: 0,
    missing: 0,
    addresses: [],
  }));
  readonly tlsServers = new Ranking<AskedName>(namesKept, () => ({
    count: 0,
    failures: 0,
    missing: 0,
    addresses: [],
  }));
  readonly #dnsNames: AddressNames;
  readonly #tlsNames: AddressNames;
  readonly #addresses: IpAddressNumbers;

  constructor(addresses: IpAddressNumbers, hash: NumberHash) {
    this.#addresses = addresses;
    this.#dnsNames = new AddressNames(addressesKept, hash);
    this.#tlsNames = new AddressNames(addressesKept, hash);
  }

  /** The name of an address: the server name of TLS, or that of a DNS answer; null without either. */
  nameOf(version: number, address: number): string | null {
    return this.#tlsNames.find(version, address) ?? this.#dnsNames.find(version, address);
  }

  /** Takes the server name of a TLS handshake with this address. */
  takeTlsName(version: number, address: number, name: string): void {
    const entry = this.tlsServers.entry(name);
    entry.count += 1;
    addName(entry, this.#tlsNames, version, address, name);
  }

  /** Takes a DNS message. @param view with the packet that `message` was read from */
  takeDns(message: DnsMessage, view: DataView): void {
    if (message.response) this.responses += 1;
    else this.queries += 1;
    if (message.response && message.responseCode !== 0) this.failures += 1;
    if (message.name === null) return;
    const entry = this.asked.entry(message.name);
    if (!message.response) entry.count += 1;
    else if (message.responseCode !== 0) entry.failures += 1;
    if (message.response && message.responseCode === nxdomain) entry.missing += 1;
    const { name } = message;
    for (const at of message.ipv4At) addName(entry, this.#dnsNames, ipVersion.ipv4, view.getUint32(at), name);
    for (const at of message.ipv6At)
      addName(entry, this.#dnsNames, ipVersion.ipv6, this.#addresses.mentionedNumber(view, at), name);
  }
}

const addressesPerName = 4;

function addName(
  { addresses }: AskedName,
  names: AddressNames,
  version: number,
  address: number,
  name: string,
): void {
  // Number 0 stands for many addresses, which have no name in common.
  if (version === ipVersion.ipv6 && address === 0) return;
  names.set(version, address, name);
  const isKnown = addresses.some((known) => known.address === address && known.version === version);
  if (addresses.length < addressesPerName && !isKnown) addresses.push({ version, address });
}
