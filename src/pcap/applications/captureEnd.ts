import type { CaptureClock } from "../file/captureClock.ts";
import type { Timeline } from "../summary/timeline.ts";

/** `Packet.at` of the latest packet; 0 without any. */
export const captureEnd = (clock: CaptureClock, { first, last }: Timeline): number =>
  first.seconds === Infinity ? 0 : clock.since(last.seconds, last.nanoseconds);
