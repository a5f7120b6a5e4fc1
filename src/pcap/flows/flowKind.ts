/** IP version 4 addresses are themselves; those of version 6 are numbers of an AddressTable. */
export const ipv4 = 0;
export const ipv6 = 1;

/** A flow's kind in one number: the protocol, the IP version, and whether ports were read. */
export const flowKind = (protocol: number, version: number, ported: boolean): number =>
  protocol | (version << 8) | (ported ? 0x200 : 0);

/**
 * Added to the kind of what counts as no conversation between two addresses: IPv6 fragments other than the first and mobility
 * messages, as tshark has it, and what goes to other addresses in the end than the header says, where another flow stands for those.
 */
export const unpairedKind = 0x400;

/** Added to the kind of a second flow of the same packet: what a tunnel carries adds nothing to who sent how much. */
export const innerKind = 0x800;

export const protocolOf = (kind: number): number => kind & 0xff;
export const versionOf = (kind: number): number => (kind >> 8) & 1;
export const isUnpaired = (kind: number): boolean => (kind & unpairedKind) !== 0;
export const isInner = (kind: number): boolean => (kind & innerKind) !== 0;
export const hasPorts = (kind: number): boolean => (kind & 0x200) !== 0;

/** Spreads four numbers over 32 bits, so that tables of powers of two fill evenly. */
export function hash(first: number, second: number, third: number, fourth: number): number {
  let mixed = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul((mixed ^ (mixed >>> 15)) + second, 0xc2b2ae35);
  mixed = Math.imul((mixed ^ (mixed >>> 13)) + third, 0x27d4eb2f);
  mixed = Math.imul((mixed ^ (mixed >>> 16)) + fourth, 0x165667b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
