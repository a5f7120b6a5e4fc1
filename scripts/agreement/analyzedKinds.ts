import { tcpEvent } from "../../src/pcap/tcp/tcpEvent.ts";

/** What both tell of a segment: the names of tshark's fields, behind "tcp.analysis.". */
export const analyzedKinds = {
  retransmission: tcpEvent.retransmission,
  fast_retransmission: tcpEvent.fastRetransmission,
  spurious_retransmission: tcpEvent.spuriousRetransmission,
  out_of_order: tcpEvent.outOfOrder,
  zero_window: tcpEvent.zeroWindow,
  window_full: tcpEvent.windowFull,
  lost_segment: tcpEvent.lostSegment,
  ack_lost_segment: tcpEvent.ackedLostSegment,
  duplicate_ack: tcpEvent.duplicateAck,
  keep_alive: tcpEvent.keepAlive,
} as const;

export type AnalyzedKind = keyof typeof analyzedKinds;

export const kindNames = Object.keys(analyzedKinds) as readonly AnalyzedKind[];

/** The kinds of a segment, by their bits. */
export const kindsOf = (events: number): AnalyzedKind[] =>
  kindNames.filter((kind) => (events & analyzedKinds[kind]) !== 0);
