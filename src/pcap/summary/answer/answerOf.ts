import { thresholds } from "../../findings/thresholds.ts";
import type { Answer, CaptureSummary, Peer, Question } from "../captureSummary.ts";

/** What is known of the peers, and what is not. */
interface PeerCounts {
  /** The peers with the most bytes in each direction, two at most. */
  readonly largest: Readonly<Record<Question, readonly Peer[]>>;
  readonly missing: number;
  /** Bytes that any peer may have beside those that are counted. */
  readonly missableBytes: number;
  /** Bytes whose direction is unknown. */
  readonly undirectedBytes: number;
}

/** Share of all bytes that any talker, peer or conversation may lack; 0 when it is negligible. */
export function missingShare(missableBytes: number, bytes: number): number {
  return missableBytes <= bytes * thresholds.negligibleMissing ? 0 : Math.min(missableBytes / bytes, 1);
}

/**
 * The peer with most of the bytes in the direction that the question is about, or in the busier one without a
 * question; null without any bytes. A share is what is proven; a peer that another one may exceed is not
 * telling.
 */
export function answerOf(
  directions: CaptureSummary["directions"],
  question: Question | null,
  counts: PeerCounts,
  window: Answer["window"] = null,
): Answer | null {
  const busier = directions.outbound.bytes >= directions.inbound.bytes ? "outbound" : "inbound";
  const asked = question ?? busier;
  const [peer, next] = counts.largest[asked];
  if (directions[asked].bytes === 0 || peer === undefined) return null;
  const { bytes } = peer[asked];
  const share = bytes / (directions[asked].bytes + counts.undirectedBytes);
  const isLargest = counts.missing === 0 || bytes >= (next?.[asked].bytes ?? 0) + counts.missableBytes;
  return {
    asked,
    window,
    share,
    missing: counts.missing,
    telling: share >= thresholds.answeringShare && isLargest,
    peer,
  };
}
