import { listBlock, type Block } from "../../section.ts";
import { many } from "../../text/many.ts";
import { roughBytes } from "../../text/roughBytes.ts";
import type { AskedDnsName, CaptureSummary, TlsServer } from "../../../pcap/summary/captureSummary.ts";

/** The names that DNS was asked for most, and the bytes of the hosts behind them. */
export function dnsNames(summary: CaptureSummary, shown: number): readonly Block[] {
  const { dns } = summary;
  const title = `DNS names asked: ${many(dns.queries, "question")}, ${many(dns.failures, "failure")}`;
  const items = dns.names.map((name) => ({
    text: name.name,
    note: `${askedText(name)}${hostsText(name.addresses, summary)}`,
  }));
  return listBlock(title, items, dns.exact ? { shown, total: dns.distinctNames } : { shown });
}

const askedText = ({ queries, failures }: AskedDnsName): string =>
  `${many(queries, "question")}${failures === 0 ? "" : `, ${many(failures, "failure")}`}`;

/** The names that TLS clients asked their servers for. */
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

/** ": 203.0.113.9 (942 KiB), 203.0.113.10": addresses, and their bytes both ways where they are among the top talkers. */
function hostsText(addresses: readonly string[], { talkers }: CaptureSummary): string {
  if (addresses.length === 0) return "";
  const hosts = addresses.slice(0, mostHosts).map((address) => {
    const host = talkers.find((talker) => talker.address === address);
    return host === undefined ? address : `${address} (${roughBytes(host.sent.bytes + host.received.bytes)})`;
  });
  const more = addresses.length > mostHosts ? ", …" : "";
  return `: ${hosts.join(", ")}${more}`;
}
