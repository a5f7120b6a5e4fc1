import { many } from "../../../wording/many.ts";
import { fitText } from "../fitText.ts";
import { toldTooBig } from "../icmp/toldTooBig.ts";
import { thresholds } from "../thresholds.ts";
import { shortTime } from "./shortTime.ts";
import { isBlockedPath } from "./silentPathMtu.ts";
import { waysOf, wordings, type Way } from "./way.ts";
import type { Finder } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** A peer that does not acknowledge one segment, however often it comes, and says nothing else. */
export const deadPeer: Finder = (input) => {
  const isTooBig = toldTooBig(input);
  return waysOf(input.connections.tables.dead.list(), input)
    .filter((way) => !isBlockedPath(way) && !isTooBig(way))
    .sort((one, other) => other.longest - one.longest)
    .slice(0, thresholds.ofKind)
    .map(draftOf);
};

function draftOf(way: Way): FindingDraft {
  const [connections = 0, repetitions = 0] = way.counts;
  // Clients of the VM may leave whenever they like.
  const client = way.fromVm && way.ofSender;
  return {
    kind: "dead-peer",
    severity: client ? "note" : "warning",
    text: fitText(...wordings(way, (peer) => textOf(way, peer))),
    filter: way.pair,
    evidence: { counts: { connections, repetitions }, flows: [way.flow], frames: way.frames },
    nextStep: way.toVm
      ? "Check what the VM does with these packets: its firewall, its load, and whether the program still runs."
      : "Check whether the peer still runs, then the route and the NSG rules to it; for a large segment, the MTU.",
    firstAt: way.firstAt,
    lastAt: way.lastAt,
    weight: 0.7,
  };
}

function textOf({ counts, longest, toVm, fromVm, to }: Way, peer: string): string {
  const [connections = 0, repetitions = 0] = counts;
  const silent =
    toVm && !fromVm ? `The VM stopped answering ${peer}` : `${fromVm ? peer : to} stopped answering`;
  if (connections > 1)
    return `${silent} on ${many(connections, "connection")}, for up to ${shortTime(longest)}`;
  return `${silent}: one segment was retransmitted ${repetitions} times in ${shortTime(longest)} without a reply`;
}
