import { many } from "../../../wording/many.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { spanText } from "./spanText.ts";
import { waysOf, wordings, type Way } from "./way.ts";
import type { Finder } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** A peer that does not acknowledge one segment, however often it comes, and says nothing else. */
export const deadPeer: Finder = (input) =>
  waysOf(input.connections.tables.dead.list(), input)
    .sort((one, other) => other.longest - one.longest)
    .slice(0, thresholds.ofKind)
    .map(draftOf);

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
      : "Check whether the peer still runs, then the route and the NSG rules on the way to it.",
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
    return `${silent} on ${many(connections, "connection")}, for up to ${spanText(longest)}`;
  return `${silent}: one segment came ${repetitions + 1} times in ${spanText(longest)} without a reply`;
}
