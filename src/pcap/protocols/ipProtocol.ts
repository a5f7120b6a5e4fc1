/** https://www.iana.org/assignments/protocol-numbers */
export const ipProtocol = {
  icmp: 1,
  igmp: 2,
  ipv4: 4,
  tcp: 6,
  udp: 17,
  ipv6: 41,
  gre: 47,
  esp: 50,
  authentication: 51,
  icmpv6: 58,
  ospf: 89,
  etherIp: 97,
  pim: 103,
  sctp: 132,
  mobility: 135,
  udpLite: 136,
  mpls: 137,
  ethernet: 143,
} as const;

const names: Readonly<Record<number, string>> = {
  [ipProtocol.icmp]: "ICMP",
  [ipProtocol.igmp]: "IGMP",
  [ipProtocol.ipv4]: "IPv4 in IP",
  [ipProtocol.tcp]: "TCP",
  [ipProtocol.udp]: "UDP",
  [ipProtocol.ipv6]: "IPv6 in IP",
  [ipProtocol.gre]: "GRE",
  [ipProtocol.esp]: "ESP",
  [ipProtocol.authentication]: "AH",
  [ipProtocol.icmpv6]: "ICMPv6",
  [ipProtocol.ospf]: "OSPF",
  [ipProtocol.pim]: "PIM",
  [ipProtocol.sctp]: "SCTP",
  [ipProtocol.udpLite]: "UDP-Lite",
};

/** 6 → "TCP"; a protocol without a usual name is "protocol 99". */
export const ipProtocolName = (protocol: number): string => names[protocol] ?? `protocol ${protocol}`;
