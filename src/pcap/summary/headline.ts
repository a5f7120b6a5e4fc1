import type { Answer, CaptureSummary, Peer, Question } from "./captureSummary.ts";

/** Share of the bytes from which a peer answers the question. */
const tellingShare = 0.2;

type Directions = Pick<CaptureSummary, "directions">;

/**
 * The peer with most of the bytes in the direction that the question is about, or in the busier one without a
 * question; null without any bytes.
 */
export function answerOf(
  { directions }: Directions,
  /** The peer with the most bytes in each direction. */
  largest: Readonly<Record<Question, Peer | null>>,
  question: Question | null,
): Answer | null {
  const busier = directions.outbound.bytes >= directions.inbound.bytes ? "outbound" : "inbound";
  const asked = question ?? busier;
  const total = directions[asked].bytes;
  const peer = largest[asked];
  if (total === 0 || peer === null) return null;
  const share = peer[asked].bytes / total;
  return { asked, share, telling: share >= tellingShare, peer };
}

/** The answer in one sentence; null without any IP packets. */
export function headline(
  summary: Pick<CaptureSummary, "directions" | "conversations">,
  answer: Answer | null,
  question: Question | null,
): string | null {
  if (answer === null) return withoutAnswer(summary, question);
  const { asked, share, telling, peer } = answer;
  const destination = wording(peer, asked);
  return telling
    ? `${percent(share)} of ${asked} bytes ${destination}`
    : `No dominant peer: the largest share of ${asked} bytes, ${percent(share)}, ${destination}`;
}

function withoutAnswer(
  summary: Pick<CaptureSummary, "directions" | "conversations">,
  question: Question | null,
): string | null {
  const [top] = summary.conversations.top;
  if (top === undefined) return null;
  if (question !== null && (summary.directions.inbound.bytes > 0 || summary.directions.outbound.bytes > 0)) {
    return `No ${question} bytes were captured`;
  }
  return `The largest conversation is between ${top.a.address} and ${top.b.address}`;
}

const percent = (share: number): string =>
  share > 0.99 && share < 1 ? "more than 99 %" : `${Math.round(share * 100)} %`;

function wording(peer: Peer, asked: Question): string {
  const to = asked === "outbound" ? "to" : "from";
  const verb = asked === "outbound" ? "went" : "came";
  const name = peer.name === null ? "" : ` (${peer.name})`;
  if (peer.port === null) return `${verb} ${to} ${peer.address}${name} by ${peer.protocol}`;
  if (peer.service === "local")
    return `${verb} ${to} ${peer.address}${name}, a client of the VM's port ${peer.port}`;
  const host = peer.address.includes(":") ? `[${peer.address}]` : peer.address;
  return `${verb} ${to} ${host}:${peer.port}${name}`;
}
