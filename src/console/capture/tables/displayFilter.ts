import type { Conversation, Peer, ServicePort } from "../../../pcap/summary/captureSummary.ts";

const addressField = (address: string): string => (address.includes(":") ? "ipv6.addr" : "ip.addr");

const ofAddress = (address: string): string => `${addressField(address)} == ${address}`;

/** Wireshark's name of a protocol that has ports; null for another one. */
function portField(protocol: string): string | null {
  return protocol === "TCP" || protocol === "UDP" ? `${protocol.toLowerCase()}.port` : null;
}

function ofPort(protocol: string, port: number | null): readonly string[] {
  const field = portField(protocol);
  return field === null || port === null ? [] : [`${field} == ${port}`];
}

/** Text within a filter, as Wireshark reads it. */
const quoted = (text: string): string => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** Names are counted in lower case. A shortened one, or one of other bytes, has no filter. */
const ofName = (field: string, name: string): string | null =>
  /^[\x21-\x7e]+$/.test(name) ? `lower(${field}) == ${quoted(name.toLowerCase())}` : null;

/** Wireshark's display filters for the rows of the tables; null where there is no exact one. */
export const displayFilter = {
  ofHost: ofAddress,
  ofPeer: ({ address, protocol, port }: Peer): string =>
    [ofAddress(address), ...ofPort(protocol, port)].join(" && "),
  ofConversation: ({ protocol, a, b }: Conversation): string =>
    [
      ofAddress(a.address),
      ofAddress(b.address),
      ...ofPort(protocol, a.port),
      ...(a.port === b.port ? [] : ofPort(protocol, b.port)),
    ].join(" && "),
  ofService: ({ protocol, port }: ServicePort): string | null => ofPort(protocol, port)[0] ?? null,
  ofDnsName: (name: string): string | null => ofName("dns.qry.name", name),
  ofTlsServer: (name: string): string | null => ofName("tls.handshake.extensions_server_name", name),
};
