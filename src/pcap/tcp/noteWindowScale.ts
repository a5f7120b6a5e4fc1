import { tcpFlags, tcpHeader } from "../protocols/tcp.ts";
import { side } from "./side.ts";
import type { Packet } from "../protocols/packet.ts";

const option = { end: 0, padding: 1, windowScale: 3, windowScaleBytes: 3 } as const;
/** RFC 7323 section 2.3. */
const largestShift = 14;

/** The lower bits of `side.scaleAndDuplicates`: `zero` and up are shifts. */
const scale = { unknown: 0, off: 1, zero: 2 } as const;
const scaleBits = 63;

/**
 * The window of the last segment, in bytes; -1 when its scale is unknown.
 *
 * @param at the side's fields
 * @param unscaled whether it sent SYNs only, whose windows are never scaled
 */
export function scaledWindow(records: DataView, at: number, unscaled: boolean): number {
  const known = records.getUint8(at + side.scaleAndDuplicates) & scaleBits;
  if (known === scale.unknown) return -1;
  const window = records.getUint16(at + side.window, true);
  return known === scale.off || unscaled ? window : window * 2 ** (known - scale.zero);
}

/**
 * Reads the window scale of a SYN. Where one of both SYNs has none, no window is scaled, also not while the
 * other SYN was not seen.
 *
 * @param packet stands at the TCP header
 * @param own fields of the SYN's side
 * @param other those of its peer
 * @returns false when the options are cut
 */
export function noteWindowScale(packet: Packet, records: DataView, own: number, other: number): boolean {
  const headerBytes = (packet.view.getUint8(packet.offset + tcpHeader.length) >> 4) * 4;
  if (!packet.has(headerBytes)) return false;
  const shift = readWindowScale(packet, headerBytes);
  if (shift >= 0) setScale(records, own, scale.zero + Math.min(shift, largestShift));
  const flags = packet.view.getUint8(packet.offset + tcpHeader.flags);
  const ownScale = records.getUint8(own + side.scaleAndDuplicates) & scaleBits;
  const otherScale = records.getUint8(other + side.scaleAndDuplicates) & scaleBits;
  if (ownScale === scale.unknown) {
    setScale(records, own, scale.off);
    setScale(records, other, scale.off);
  } else if (flags & tcpFlags.acknowledgment && otherScale === scale.off) setScale(records, own, scale.off);
  return true;
}

function setScale(records: DataView, at: number, value: number): void {
  const byte = records.getUint8(at + side.scaleAndDuplicates);
  records.setUint8(at + side.scaleAndDuplicates, (byte & ~scaleBits) | value);
}

/** The shift of the last window scale option, RFC 7323 section 2.2; -1 without one. */
function readWindowScale({ view, offset }: Packet, headerBytes: number): number {
  const end = offset + headerBytes;
  let shift = -1;
  for (let at = offset + tcpHeader.shortest; at < end;) {
    const kind = view.getUint8(at);
    if (kind === option.end) break;
    if (kind === option.padding) {
      at += 1;
      continue;
    }
    const length = at + 1 < end ? view.getUint8(at + 1) : 0;
    if (length < 2 || at + length > end) break;
    if (kind === option.windowScale && length === option.windowScaleBytes) shift = view.getUint8(at + 2);
    at += length;
  }
  return shift;
}
