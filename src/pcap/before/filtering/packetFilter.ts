/** Both ends included. An address is its 32-bit words: one of IPv4, four of IPv6. */
export type AddressRange = readonly [first: readonly number[], last: readonly number[]];

/** Both ends included. */
type PortRange = readonly [first: number, last: number];

/** What a filter requires of one end; null: nothing. Without a range nothing fits. */
export interface EndFilter {
  readonly addresses: readonly AddressRange[] | null;
  readonly ports: readonly PortRange[] | null;
}

/** One filter of a packet capture session, as plain JSON. */
export interface PacketFilter {
  /** IP protocol number; null: any. */
  readonly protocol: number | null;
  readonly local: EndFilter;
  readonly remote: EndFilter;
}
