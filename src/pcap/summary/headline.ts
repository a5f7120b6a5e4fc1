import { shareText } from "../../wording/shareText.ts";
import type { Answer, CaptureSummary, Peer, Question } from "./captureSummary.ts";

/** Share of the bytes from which a peer answers the question. */
const tellingShare = 0.2;
/** Share of the bytes up to which those that a peer may lack are left to the notes. */
const negligibleShare = 0.01;

type Directions = CaptureSummary["directions"];

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
  return missableBytes <= bytes * negligibleShare ? 0 : Math.min(missableBytes / bytes, 1);
}

/**
 * The peer with most of the bytes in the direction that the question is about, or in the busier one without a
 * question; null without any bytes. A share is what is proven; a peer that another one may exceed is not
 * telling.
 */
export function answerOf(
  directions: Directions,
  question: Question | null,
  counts: PeerCounts,
): Answer | null {
  const busier = directions.outbound.bytes >= directions.inbound.bytes ? "outbound" : "inbound";
  const asked = question ?? busier;
  const [peer, next] = counts.largest[asked];
  if (directions[asked].bytes === 0 || peer === undefined) return null;
  const { bytes } = peer[asked];
  const share = bytes / (directions[asked].bytes + counts.undirectedBytes);
  const isLargest = counts.missing === 0 || bytes >= (next?.[asked].bytes ?? 0) + counts.missableBytes;
  return { asked, share, missing: counts.missing, telling: share >= tellingShare && isLargest, peer };
}

/** The answer in one sentence; null without any IP packets. @param missing see `missingShare` */
export function headline(
  summary: Pick<CaptureSummary, "directions" | "conversations">,
  answer: Answer | null,
  question: Question | null,
  missing: number,
): string | null {
  const claim = answer === null ? withoutAnswer(summary, question, missing > 0) : answerText(answer);
  if (missing === 0 || claim === null) return claim;
  return `Incomplete, any peer may lack up to ${shareText(missing)} of the bytes: ${claim}`;
}

function answerText({ asked, share, missing, telling, peer }: Answer): string {
  const destination = peerWording(peer, asked);
  if (telling) return `${missing > 0 ? "at least " : ""}${shareText(share)} of ${asked} bytes ${destination}`;
  const largest = `the largest ${missing > 0 ? "known " : ""}share of ${asked} bytes, ${shareText(share)},`;
  return `${missing > 0 ? "" : "No dominant peer: "}${largest} ${destination}`;
}

function withoutAnswer(
  { conversations, directions }: Pick<CaptureSummary, "directions" | "conversations">,
  question: Question | null,
  incomplete: boolean,
): string | null {
  const [top] = conversations.top;
  if (top === undefined) return null;
  if (question !== null && (directions.inbound.bytes > 0 || directions.outbound.bytes > 0))
    return incomplete ? `no ${question} bytes are known` : `No ${question} bytes were captured`;
  return `${incomplete ? "the largest known" : "The largest"} conversation is between ${top.a.address} and ${top.b.address}`;
}

/** "went to 203.0.113.9:443 (updates.example.net)". */
export function peerWording(peer: Peer, asked: Question): string {
  const to = asked === "outbound" ? "to" : "from";
  const verb = asked === "outbound" ? "went" : "came";
  const name = peer.name === null ? "" : ` (${peer.name})`;
  if (peer.port === null) return `${verb} ${to} ${peer.address}${name} by ${peer.protocol}`;
  if (peer.service === "local")
    return `${verb} ${to} ${peer.address}${name}, a client of the VM's port ${peer.port}`;
  const host = peer.address.includes(":") ? `[${peer.address}]` : peer.address;
  return `${verb} ${to} ${host}:${peer.port}${name}`;
}
