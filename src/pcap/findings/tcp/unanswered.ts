import { many } from "../../../wording/many.ts";
import { shareText } from "../../../wording/shareText.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { failingServices, severityOf, type ServiceOutcome } from "./failingServices.ts";
import { shortTime } from "./shortTime.ts";
import { wordings } from "./way.ts";
import type { Finder } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Services that the VM uses, and from which nothing comes back. */
export const unanswered: Finder = (input) =>
  failingServices(input, "unanswered")
    .filter(
      ({ failed, span }) =>
        failed < (span / 1e9) * thresholds.floodRate || failed <= thresholds.deadServiceAttempts,
    )
    .flatMap(draftOf)
    .slice(0, thresholds.ofKind);

function draftOf(service: ServiceOutcome): FindingDraft[] {
  const severity = severityOf(service, thresholds.onlySynSpan);
  if (severity === null) return [];
  const { failed, established, share, span, filter, pair, flow, frames, firstAt, lastAt } = service;
  const word = (peer: string): string =>
    established === 0
      ? `${peer} does not answer: ${many(failed, "connection attempt")} in ${shortTime(span)}`
      : `${peer} does not answer ${shareText(share)} of the connections: ${failed} of ${Math.round(failed / share)}`;
  return [
    {
      kind: "unanswered",
      severity,
      text: fitText(...wordings(service, word)),
      filter: established === 0 ? pair : `${filter} && tcp.flags.syn == 1`,
      evidence: { counts: { unanswered: failed, established }, flows: [flow], frames },
      nextStep:
        "Check whether the host is up, then NSG rules and effective routes of both ends: NSGs drop silently.",
      firstAt,
      lastAt,
      weight: 0.75 + Math.min(failed / 1000, 0.1),
    },
  ];
}
