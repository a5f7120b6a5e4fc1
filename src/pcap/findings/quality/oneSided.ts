import { many } from "../../../wording/many.ts";
import { thresholds } from "../thresholds.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft, Severity } from "../finding.ts";

/** A capture without one of the directions, or without anything that could be analyzed. */
export const oneSided: Finder = (input) => {
  const { counts, ledger, frames, question } = input;
  const { outbound, inbound } = ledger.directions;
  const packets = outbound.packets + inbound.packets;
  if (counts.packets === 0) return [];
  if (frames.ip + frames.ipv6 === 0) {
    const others = many(counts.packets, "packet");
    return [
      draft(
        `The capture holds no IP packets, but ${others} of other protocols`,
        counts.packets,
        "!ip && !ipv6",
      ),
    ];
  }
  if (question !== null && packets > 0 && ledger.directions[question].packets === 0)
    return [draft(`No ${question} bytes were captured`, packets)];
  return missingDirection(input, packets);
};

function missingDirection({ oneSided: unknown, ledger }: FinderInput, packets: number): FindingDraft[] {
  const { outbound, inbound } = ledger.directions;
  const whole = outbound.packets > 0 && inbound.packets > 0;
  const only = `The capture has ${outbound.packets === 0 ? "inbound" : "outbound"} packets only`;
  if (unknown) {
    const what = whole ? "The capture has one direction of the TCP connections only" : only;
    const severity = packets < thresholds.oneWayTcpPackets ? "note" : "warning";
    return [draft(`${what}: outcomes are unknown`, packets, "tcp", severity)];
  }
  return whole || packets < thresholds.oneWayPackets ? [] : [draft(only, packets, "ip || ipv6", "note")];
}

const draft = (
  text: string,
  packets: number,
  filter = "ip || ipv6",
  severity: Severity = "warning",
): FindingDraft => ({
  kind: "one-sided",
  severity,
  text,
  filter,
  evidence: { counts: { packets }, flows: [], frames: [] },
  nextStep:
    "Look for a capture filter that selects one direction, and for traffic on another interface or path.",
  firstAt: null,
  lastAt: null,
  weight: 0.25,
});
