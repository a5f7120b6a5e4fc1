import { fitText } from "../fitText.ts";
import { toldTooBig } from "../icmp/toldTooBig.ts";
import { thresholds } from "../thresholds.ts";
import { waysOf, wordings, type Way } from "./way.ts";
import type { Finder } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Paths that lose each large packet without a word, while small ones pass. */
export const silentPathMtu: Finder = (input) => {
  const { blocked, dead } = input.connections.tables;
  const isTooBig = toldTooBig(input);
  const silent = waysOf(dead.list(), input).filter(isBlockedPath).map(withoutPassed);
  return [...waysOf(blocked.list(), input), ...silent]
    .filter((way) => !isTooBig(way))
    .sort((one, other) => (other.counts[0] ?? 0) - (one.counts[0] ?? 0))
    .slice(0, thresholds.ofKind)
    .map(draftOf);
};

/**
 * Whether several connections went silent at their first large segment, after small ones had passed: one
 * alone may as well be that of a peer which died.
 *
 * @param way of `ConnectionTables.dead`
 */
export const isBlockedPath = ({ counts: [connections = 0, , , large = 0] }: Way): boolean =>
  large >= thresholds.blockedConnections && large === connections;

const withoutPassed = (way: Way): Way => ({ ...way, counts: [...way.counts.slice(0, 3), 0] });

function draftOf(way: Way): FindingDraft {
  const [connections = 1, repetitions = 0, bytes = 0, passed = 0] = way.counts;
  const [large, small] = [Math.round(bytes / connections), Math.round(passed / connections)];
  const times = Math.round(repetitions / connections) + 1;
  const count = (size: number): string => size.toLocaleString("en-US");
  const passing = small > 0 ? `, ${count(small)} bytes pass` : ", small ones pass";
  const word = (peer: string): string =>
    `Large segments do not reach ${way.fromVm ? peer : way.to}: ${count(large)} bytes were sent ${times} times${passing}`;
  return {
    kind: "path-mtu",
    severity: "warning",
    text: fitText(...wordings(way, word)),
    filter: way.pair,
    evidence: {
      counts: { connections, repetitions, bytes: large, passed: small },
      flows: [way.flow],
      frames: way.frames,
    },
    nextStep: "Lower the MTU or clamp the MSS (1,350 through Azure's VPN gateways), and let ICMP pass.",
    firstAt: way.firstAt,
    lastAt: way.lastAt,
    weight: 0.7,
  };
}
