import { many } from "../../../wording/many.ts";
import { roughBytes } from "../../../wording/roughBytes.ts";
import { listBlock, type Block } from "../../section.ts";
import type { AskedDnsName, CaptureSummary, TlsServer } from "../../../pcap/summary/captureSummary.ts";

/** The most queried DNS names, and the bytes of the hosts that they resolve to. */
export function dnsNames(summary: CaptureSummary, shown: number): readonly Block[] {
  const { dns } = summary;
  const title = `DNS: ${queriesText(dns.queries)}, ${dns.failures.toLocaleString("en-US")} failed`;
  const items = dns.names.map((name) => ({
    text: name.name,
    note: `${askedText(name)}${hostsText(name.addresses, summary)}`,
  }));
  return listBlock(title, items, dns.exact ? { shown, total: dns.distinctNames } : { shown });
}

const queriesText = (count: number): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? "query" : "queries"}`;

const askedText = ({ queries, failures }: AskedDnsName): string =>
  `${queriesText(queries)}${failures === 0 ? "" : `, ${failures.toLocaleString("en-US")} failed`}`;

/** Server names from TLS handshakes (SNI). */
export const tlsServers = (summary: CaptureSummary, shown: number): readonly Block[] =>
  listBlock(
    "TLS servers",
    summary.tlsServers.map((server) => ({
      text: server.name,
      note: `${handshakes(server)}${hostsText(server.addresses, summary)}`,
    })),
    { shown },
  );

const handshakes = ({ handshakes: count }: TlsServer): string => many(count, "handshake");

const mostHosts = 3;

/** ": 203.0.113.9 (942 KiB), 203.0.113.10": addresses, with their bytes both ways for top talkers. */
function hostsText(addresses: readonly string[], { talkers }: CaptureSummary): string {
  if (addresses.length === 0) return "";
  const hosts = addresses.slice(0, mostHosts).map((address) => {
    const host = talkers.find((talker) => talker.address === address);
    return host === undefined ? address : `${address} (${roughBytes(host.sent.bytes + host.received.bytes)})`;
  });
  const more = addresses.length > mostHosts ? ", …" : "";
  return `: ${hosts.join(", ")}${more}`;
}
