import { many } from "../../../wording/many.ts";
import { thresholds } from "../thresholds.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** A capture without one of the directions, or without anything that could be analyzed. */
export const oneSided: Finder = (input) => {
  const { counts, ledger, frames, question } = input;
  if (counts.packets === 0) return [];
  if (frames.ip + frames.ipv6 === 0)
    return [
      draft(`None of the ${many(counts.packets, "packet")} is one of IP`, "!ip && !ipv6", counts.packets),
    ];
  const { outbound, inbound } = ledger.directions;
  if (
    question !== null &&
    ledger.directions[question].packets === 0 &&
    outbound.packets + inbound.packets > 0
  )
    return [draft(`No ${question} bytes were captured`, "ip || ipv6", outbound.packets + inbound.packets)];
  const packets = outbound.packets + inbound.packets;
  const only = `The capture has ${outbound.packets === 0 ? "inbound" : "outbound"} packets only`;
  const whole = outbound.packets > 0 && inbound.packets > 0;
  if (isOneSided(input))
    return [
      draft(
        `${whole ? "The capture has one direction of the TCP connections only" : only}: outcomes are unknown`,
        "ip || ipv6",
        packets,
      ),
    ];
  if (whole || packets < thresholds.oneWayPackets) return [];
  return [{ ...draft(only, "ip || ipv6", packets), severity: "note" }];
};

/**
 * Whether the capture has one direction of connections that the other side answered, so that silence proves
 * nothing. A host that only knocks has no replies either, but sends nothing that a reply must have come before.
 */
export function isOneSided({ connections: { oneWay, bothWays } }: Pick<FinderInput, "connections">): boolean {
  return oneWay > 0 && bothWays * thresholds.oneWayFactor <= oneWay;
}

const draft = (text: string, filter: string, packets: number): FindingDraft => ({
  kind: "one-sided",
  severity: "warning",
  text,
  filter,
  evidence: { counts: { packets }, flows: [], frames: [] },
  nextStep:
    "Look for a capture filter that selects one direction, and for traffic that takes another interface.",
  firstAt: null,
  lastAt: null,
  weight: 0.8,
});
