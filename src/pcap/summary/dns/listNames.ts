import { shortName } from "../addressBook.ts";
import { listLength, type AskedDnsName, type TlsServer } from "../captureSummary.ts";
import type { AskedName, NameReader } from "../../names/nameReader.ts";
import type { Ranking } from "../../names/ranking.ts";
import type { AddressBook } from "../addressBook.ts";

/** The names that DNS was asked for most often. */
export function listNames({ asked }: NameReader, book: AddressBook): AskedDnsName[] {
  return topNames(asked, book).map(({ name, count, failures, addresses }) => ({
    name,
    queries: count,
    failures,
    addresses,
  }));
}

/** The server names that TLS asked for most often. */
export function listTlsServers(names: NameReader, book: AddressBook): TlsServer[] {
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
  return ranking.top(listLength).map(([name, { count, failures, addresses }]) => ({
    name: shortName(name),
    count,
    failures,
    addresses: addresses.map(({ version, address }) => book.text(version, address)),
  }));
}
