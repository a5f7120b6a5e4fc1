import { unitsPerSecond } from "./timestamp.ts";

/** An interface that packet blocks of pcapng refer to. */
export interface CaptureInterface {
  readonly linkType: number;
  /** Bytes kept of a packet; 0 for all. */
  readonly snapLength: number;
  readonly unitsPerSecond: number;
  /** Added to every time. */
  readonly offsetSeconds: number;
}

/** An interface description block, draft-ietf-opsawg-pcapng-02 section 4.2: offsets in bytes. */
const block = { linkType: 8, snapLength: 12, options: 16, trailerBytes: 4 } as const;
/** Options, sections 3.5 and 4.2: a code, a length, and the value padded to four bytes. */
const option = { code: 0, length: 2, value: 4 } as const;
const codes = { end: 0, timestampResolution: 9, timestampOffset: 14 } as const;
/** The default of `if_tsresol`. */
const microseconds = 6;

/** Reads an interface description block of `length` bytes, at least 20. */
export function describeInterface(
  view: DataView,
  offset: number,
  length: number,
  littleEndian: boolean,
): CaptureInterface {
  let resolution = microseconds;
  let offsetSeconds = 0;
  const end = offset + length - block.trailerBytes;
  let at = offset + block.options;
  while (at + option.value <= end) {
    const code = view.getUint16(at + option.code, littleEndian);
    const size = view.getUint16(at + option.length, littleEndian);
    at += option.value;
    if (code === codes.end || at + size > end) break;
    if (code === codes.timestampResolution && size === 1) resolution = view.getUint8(at);
    if (code === codes.timestampOffset && size === 8)
      offsetSeconds = Number(view.getBigInt64(at, littleEndian));
    at += (size + 3) & ~3;
  }
  return {
    linkType: view.getUint16(offset + block.linkType, littleEndian),
    snapLength: view.getUint32(offset + block.snapLength, littleEndian),
    unitsPerSecond: unitsPerSecond(resolution),
    offsetSeconds,
  };
}
