import type { SimulatedPacket } from "../simulatedPacket.ts";
import type { DnsTruth, Truth } from "./truth.ts";

/** The name of each address: the latest TLS server name, or else the name of the latest DNS response. */
export function namesOf(packets: readonly SimulatedPacket[]): ReadonlyMap<string, string> {
  const fromDns = packets.flatMap(({ dns }) =>
    (dns?.addresses ?? []).map((address): [string, string] => [address, dns?.name ?? ""]),
  );
  const fromTls = packets.flatMap(({ frame, tls }): [string, string][] =>
    tls === undefined || frame.ip === null ? [] : [[frame.ip.to.address, tls.serverName]],
  );
  return new Map([...fromDns, ...fromTls]);
}

export function countDns(packets: readonly SimulatedPacket[], listed: number): DnsTruth {
  const messages = packets.flatMap(({ dns }) => dns ?? []);
  const queries = messages.filter(({ kind }) => kind === "query");
  const failures = messages.filter(({ failed }) => failed);
  const queriesOf = Map.groupBy(queries, ({ name }) => name);
  const failuresOf = Map.groupBy(failures, ({ name }) => name);
  const names = [...new Set(messages.flatMap(({ name }) => name ?? []))];
  return {
    queries: queries.length,
    answers: messages.length - queries.length,
    failures: failures.length,
    distinctNames: names.length,
    names: mostFirst(names, (name) => queriesOf.get(name)?.length ?? 0)
      .slice(0, listed)
      .map(([name, count]) => ({ name, queries: count, failures: failuresOf.get(name)?.length ?? 0 })),
  };
}

export function countTlsServers(packets: readonly SimulatedPacket[]): Truth["tlsServers"] {
  const handshakes = Map.groupBy(
    packets.filter(({ copy }) => copy !== true).flatMap(({ tls }) => tls ?? []),
    ({ serverName }) => serverName,
  );
  const names = [...handshakes.keys()];
  return mostFirst(names, (name) => handshakes.get(name)?.length ?? 0).map(([name, count]) => ({
    name,
    handshakes: count,
  }));
}

const mostFirst = (
  names: readonly string[],
  countOf: (name: string) => number,
): (readonly [string, number])[] =>
  names
    .map((name) => [name, countOf(name)] as const)
    .sort(([name, count], [otherName, other]) => other - count || (name < otherName ? -1 : 1));
