/** https://www.iana.org/assignments/ieee-802-numbers */
export const etherTypes = {
  ipv4: 0x0800,
  arp: 0x0806,
  /** An Ethernet frame within another protocol. */
  ethernet: 0x6558,
  reverseArp: 0x8035,
  vlan: 0x8100,
  ipv6: 0x86dd,
  mpls: 0x8847,
  mplsMulticast: 0x8848,
  pppoeSession: 0x8864,
  llc: 0x8870,
  providerVlan: 0x88a8,
  macsec: 0x88e5,
  providerBackbone: 0x88e7,
  serviceHeader: 0x894f,
  oldProviderVlan: 0x9100,
  none: -1,
} as const;

/** Up to this value the field is not a type but a length, which an IEEE 802.2 header follows. */
export const longestLength = 1500;
