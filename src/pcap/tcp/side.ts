/**
 * What is kept of one direction of a connection, for the analysis of later segments: offsets in bytes within
 * `flowField.sideAB` and `sideBA`. Both together fill a cache line.
 */
export const side = {
  /** The highest sequence number so far, of the byte that comes next. */
  next: 0,
  /** Up to where the data is without a gap, roughly: more may not be acknowledged. */
  contiguous: 4,
  /** Of the last segment: its acknowledgment number and window as they are in the header. */
  lastAck: 8,
  window: 12,
  /** Window scale in the lower six bits (noteWindowScale.ts), then duplicate acknowledgments (see below). */
  scaleAndDuplicates: 14,
  /** The lowest byte of the last packet's IP identification. */
  identification: 15,
  /** `Packet.at` of the last segment, and of the one that brought the highest sequence number. */
  lastAckAt: 16,
  nextAt: 24,
  bytes: 32,
} as const;

const shift = 6;
const kept = 2 ** shift - 1;

/**
 * Duplicate acknowledgments since the last other one, as far as they matter. `marked`: none, but something
 * that this side sent was acknowledged though the capture lacks it. For Wireshark this is -1 without a sign,
 * and so more than any other number.
 */
export const duplicates = {
  none: 0,
  one: 1,
  several: 2,
  marked: 3,

  of: (records: DataView, at: number): number => records.getUint8(at + side.scaleAndDuplicates) >> shift,

  reset(records: DataView, at: number): void {
    const byte = records.getUint8(at + side.scaleAndDuplicates);
    if (byte > kept) records.setUint8(at + side.scaleAndDuplicates, byte & kept);
  },

  mark(records: DataView, at: number): void {
    const byte = records.getUint8(at + side.scaleAndDuplicates) & kept;
    records.setUint8(at + side.scaleAndDuplicates, byte | (duplicates.marked << shift));
  },

  add(records: DataView, at: number): void {
    const byte = records.getUint8(at + side.scaleAndDuplicates);
    const known = byte >> shift;
    const count =
      known === duplicates.none || known === duplicates.marked ? duplicates.one : duplicates.several;
    records.setUint8(at + side.scaleAndDuplicates, (byte & kept) | (count << shift));
  },
};
