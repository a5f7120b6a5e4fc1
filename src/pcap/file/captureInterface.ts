import { unitsPerSecond } from "./timestamp.ts";

/** What a packet block of pcapng refers to. */
export interface CaptureInterface {
  readonly linkType: number;
  /** Bytes kept of a packet; 0: all. */
  readonly snapLength: number;
  readonly unitsPerSecond: number;
  /** To be added to every time. */
  readonly offsetSeconds: number;
}

const endOfOptions = 0;
const timestampResolution = 9;
const timestampOffset = 14;
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
  const end = offset + length - 4;
  let at = offset + 16;
  while (at + 4 <= end) {
    const code = view.getUint16(at, littleEndian);
    const size = view.getUint16(at + 2, littleEndian);
    at += 4;
    if (code === endOfOptions || at + size > end) break;
    if (code === timestampResolution && size === 1) resolution = view.getUint8(at);
    if (code === timestampOffset && size === 8) offsetSeconds = Number(view.getBigInt64(at, littleEndian));
    at += (size + 3) & ~3;
  }
  return {
    linkType: view.getUint16(offset + 8, littleEndian),
    snapLength: view.getUint32(offset + 12, littleEndian),
    unitsPerSecond: unitsPerSecond(resolution),
    offsetSeconds,
  };
}
