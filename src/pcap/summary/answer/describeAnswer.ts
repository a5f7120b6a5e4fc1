import { timestampText } from "../../file/timestamp.ts";
import { largestPeers } from "../listPeers.ts";
import { answerOf, missingShare } from "./answerOf.ts";
import type { Ledger } from "../../flows/ledger.ts";
import type { AnalyzedCapture } from "../analyzedCapture.ts";
import type { Answer } from "../captureSummary.ts";

/** An answer, and the traffic that it is about. */
interface Answered {
  readonly answer: Answer | null;
  readonly answering: Ledger;
}

/**
 * The answer for the window of the alert's rule, where that was recorded; otherwise that for all traffic.
 *
 * @param missing share of all bytes that any peer may lack
 */
export function describeAnswer(capture: AnalyzedCapture, missing: number): Answered {
  const { windowed, ledger } = capture;
  const windowedAnswer = windowed === null ? null : answerWithin(capture, windowed);
  if (windowed !== null && windowedAnswer !== null)
    return { answer: windowedAnswer, answering: windowed.ledger };
  return { answer: answerFrom(capture, ledger, missing, null), answering: ledger };
}

function answerWithin(capture: AnalyzedCapture, windowed: NonNullable<AnalyzedCapture["windowed"]>) {
  const { ledger } = windowed;
  const { outbound, inbound, internal, elsewhere } = ledger.directions;
  const bytes = outbound.bytes + inbound.bytes + internal.bytes + elsewhere.bytes;
  const missable = missableIn(capture, ledger) + capture.flows.missableBytes;
  const [from, to] = [timestampText(windowed.from), timestampText(windowed.to)];
  if (from === null || to === null || bytes === 0) return null;
  return answerFrom(capture, ledger, missingShare(missable, bytes), { from, to });
}

function answerFrom(
  capture: AnalyzedCapture,
  ledger: Ledger,
  missing: number,
  window: Answer["window"],
): Answer | null {
  const { book, question } = capture;
  const largest = {
    outbound: largestPeers(ledger, book, "outbound"),
    inbound: largestPeers(ledger, book, "inbound"),
  };
  const { undirectedBytes } = ledger;
  const counts = { largest, missing, missableBytes: missableIn(capture, ledger), undirectedBytes };
  return answerOf(ledger.directions, question, counts, window);
}

/** Bytes that any peer may have beside those that are counted. */
const missableIn = ({ unread }: AnalyzedCapture, ledger: Ledger): number =>
  ledger.endpoints.missableBytes + ledger.addresslessBytes + unread.bytes;
