import { ipVersion } from "../../protocols/ip.ts";
import { addressFilter } from "../filter.ts";
import type { AddressBook } from "../../summary/addressBook.ts";

interface Host {
  readonly version: number;
  readonly address: number;
}

/** "DNS servers 4.2.2.2 and 4.2.2.1". */
export const dnsServers = (addresses: readonly string[]): string =>
  `DNS server${addresses.length === 1 ? "" : "s"} ${addresses.join(" and ")}`;

/** All DNS messages with these servers. */
export function dnsHostFilter(servers: readonly Host[], book: AddressBook): string {
  const hosts = servers.map(({ version, address }) => addressFilter(book.text(version, address)));
  return `dns && ${hosts.length === 1 ? (hosts[0] ?? "") : `(${hosts.join(" || ")})`}`;
}

const firstMulticast = 0xe0000000;

/** Whether an IPv4 address is that of many hosts. */
export const isGroup = (version: number, address: number): boolean =>
  version === ipVersion.ipv4 && address >= firstMulticast;
