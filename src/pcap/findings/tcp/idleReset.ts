import { many } from "../../../wording/many.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { waysOf, wordings, type Way } from "./way.ts";
import type { Finder } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Connections that somebody on the way forgot during a long silence. */
export const idleReset: Finder = (input) =>
  waysOf(input.connections.tables.idle.list(), input)
    .sort((one, other) => sumOf(other) - sumOf(one))
    .slice(0, thresholds.ofKind)
    .map(draftOf);

const sumOf = ({ counts }: Way): number => (counts[0] ?? 0) + (counts[1] ?? 0);

function draftOf(way: Way): FindingDraft {
  const [reset = 0, silent = 0] = way.counts;
  const connections = many(sumOf(way), "connection");
  const word = (peer: string): string => {
    if (reset === 0) return `${connections} with ${peer} got no answer after more than 4 minutes of silence`;
    return way.fromVm && !way.toVm
      ? `The VM resets ${connections} with ${peer} after more than 4 minutes of silence`
      : `${way.toVm ? peer : way.from} resets ${connections} after more than 4 minutes of silence`;
  };
  return {
    kind: "idle-reset",
    severity: "warning",
    text: fitText(...wordings(way, word)),
    filter: way.pair,
    evidence: { counts: { resets: reset, unanswered: silent }, flows: [way.flow], frames: way.frames },
    nextStep:
      "Send TCP keep-alives more often than every 4 minutes, or raise the idle timeout of the load balancer or NAT.",
    firstAt: way.firstAt,
    lastAt: way.lastAt,
    weight: 0.65,
  };
}
