/** A time in which nothing was recorded: `Packet.at` of the packets before and behind it. */
export interface RecordingGap {
  readonly startAt: number;
  readonly endAt: number;
}
