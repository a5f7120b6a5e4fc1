/**
 * `Packet.number` of every packet from before the capture: Wireshark's frame numbers are those of the capture
 * file. Tables keep it like the number of one frame, and it is left out of what is told.
 */
export const beforeFrame = 0xffffffff;

/** The frames of the capture file among these. */
export const framesOfCapture = (frames: readonly number[]): number[] =>
  frames.filter((frame) => frame !== beforeFrame);
