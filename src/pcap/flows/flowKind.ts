/** A flow's kind in one number: the IP protocol, the IP version, and whether ports were read. */
export const flowKind = (protocol: number, version: number, ported: boolean): number =>
  protocol | (version << 8) | (ported ? 0x200 : 0);

/**
 * A bit of a flow's kind: it does not count as a conversation between two addresses. Such flows are IPv6
 * fragments other than the first and mobility messages (as in tshark), and packets with another final
 * destination than their header says, whose header's addresses have a flow of their own.
 */
export const unpairedKind = 0x400;

/**
 * A bit of a flow's kind: it is a second flow of packets that are counted already, such as what a tunnel
 * carries.
 */
export const innerKind = 0x800;

export const protocolOf = (kind: number): number => kind & 0xff;
export const versionOf = (kind: number): number => (kind >> 8) & 1;
export const isUnpaired = (kind: number): boolean => (kind & unpairedKind) !== 0;
export const isInner = (kind: number): boolean => (kind & innerKind) !== 0;
export const hasPorts = (kind: number): boolean => (kind & 0x200) !== 0;

/** Number of the virtual network that a flow runs in, in the upper half of its kind; 0 outside of any. */
export const networkOf = (kind: number): number => kind >>> 16;
