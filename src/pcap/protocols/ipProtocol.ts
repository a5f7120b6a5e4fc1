/** https://www.iana.org/assignments/protocol-numbers */
const names: Readonly<Record<number, string>> = {
  1: "ICMP",
  2: "IGMP",
  4: "IPv4 in IP",
  6: "TCP",
  17: "UDP",
  41: "IPv6 in IP",
  47: "GRE",
  50: "ESP",
  51: "AH",
  58: "ICMPv6",
  89: "OSPF",
  132: "SCTP",
  136: "UDP-Lite",
};

export const protocolName = (protocol: number): string => names[protocol] ?? `protocol ${protocol}`;
