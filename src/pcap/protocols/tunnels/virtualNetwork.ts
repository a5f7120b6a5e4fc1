import type { Packet } from "../packet.ts";

/** Tunnels that tell virtual networks apart, which may have the same addresses. */
export const networkKind = { vxlan: 1, geneve: 2, nvgre: 3 } as const;

const bits = 24;

/**
 * Notes the virtual network of what a tunnel carries.
 *
 * @param at offset of its number, which has 24 bits; the byte behind it must be there too
 */
export function noteVirtualNetwork(
  packet: Packet,
  kind: (typeof networkKind)[keyof typeof networkKind],
  at: number,
): void {
  packet.network = (kind << bits) | (packet.view.getUint32(at) >>> 8);
}
