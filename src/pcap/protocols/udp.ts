/** The UDP header, RFC 768: offsets in bytes. */
export const udpHeader = { sourcePort: 0, destinationPort: 2, length: 4, bytes: 8 } as const;

/** What a UDP port carries, where that changes how its datagrams are read. */
export const udpService = {
  unknown: 0,
  dns: 1,
  vxlan: 2,
  vxlanGeneric: 3,
  geneve: 4,
  teredo: 5,
  mpls: 6,
  gre: 8,
  /** A protocol of its own, whatever its datagrams look like. */
  other: 7,
} as const;

/**
 * Ports whose protocols tshark 4.0 reads even where a datagram looks like DNS. Found by giving tshark a DNS
 * query from each of the 65,535 ports. On any other port, what looks like DNS is read as DNS.
 */
const otherPorts = `7 13 19 37 49 67 68 69 111 123 137 138 173 213 269 319 320 389 427 434 464 496 500 513 514 520 521 524
  525 546 547 654 664 701 853 854 910 921 925 1001 1113 1153 1194 1293 1628 1629 1718 1719 1745 1900 2099 2123 2152 2157 2221
  2222 2246 2268 2269 2313 2345 2887 2944 2945 2948 2949 3000 3130 3250 3343 3357 3386 3389 3452 3455 3567 3671 3784 3785 3804
  3863 4305 4306 4307 4341 4342 4500 4551 4555 4569 4729 4754 4784 4791 4991 5072 5246 5247 5353 5355 5404 5405 5436 5567 5678
  5683 5684 5868 6073 6118 6160 6784 6970 7074 7075 7255 7275 7784 8200 8600 8755 8767 8805 8848 9200 9201 9202 9203 9214 9875
  9877 9899 9901 9955 9956 10253 11211 11273 12000 12001 12002 12003 12004 12220 12222 12223 13400 17220 17500 17755 17756
  19132 19948 19999 23272 24576 24577 25826 26000 27500 27910 27950 27951 27952 27953 27960 27961 27962 27963 32000 32512 34962
  34980 37008 41170 44818 47000 54328`;

const services = new Uint8Array(65_536);
for (const port of otherPorts.split(/\s+/)) services[Number(port)] = udpService.other;
services[53] = udpService.dns;
services[3544] = udpService.teredo;
services[4754] = udpService.gre;
services[4789] = udpService.vxlan;
services[4790] = udpService.vxlanGeneric;
services[6081] = udpService.geneve;
services[6635] = udpService.mpls;

/** The service of a datagram: that of the lower port, or else that of the higher one. */
export function udpServiceOf(onePort: number, otherPort: number): number {
  const lower = services[Math.min(onePort, otherPort)] ?? 0;
  return lower === udpService.unknown ? (services[Math.max(onePort, otherPort)] ?? 0) : lower;
}
