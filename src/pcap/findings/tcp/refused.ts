import { many } from "../../../wording/many.ts";
import { shareText } from "../../../wording/shareText.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { failingServices, severityOf, type ServiceOutcome } from "./failingServices.ts";
import { shortTime } from "./shortTime.ts";
import { wordings } from "./way.ts";
import type { Finder } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Services that the VM uses, and whose hosts refuse its connections. */
export const refused: Finder = (input) =>
  failingServices(input, "refused").flatMap(draftOf).slice(0, thresholds.ofKind);

function draftOf(service: ServiceOutcome): FindingDraft[] {
  const severity = severityOf(service, 0);
  if (severity === null) return [];
  const { failed, established, share, span, filter, pair, flow, frames, firstAt, lastAt, port } = service;
  const word = (peer: string): string =>
    failed === 1 && established === 0
      ? `${peer} refuses the connection`
      : established === 0
        ? `${peer} refuses every connection: ${many(failed, "attempt")} in ${shortTime(span)}`
        : `${peer} refuses ${shareText(share)} of the connections: ${failed} of ${Math.round(failed / share)}`;
  return [
    {
      kind: "refused",
      severity,
      text: fitText(...wordings(service, word)),
      filter: established === 0 ? pair : `${filter} && tcp.flags.syn == 1`,
      evidence: { counts: { refused: failed, established }, flows: [flow], frames },
      nextStep: `Check on that host whether a program listens on port ${port}: the host answers, the service does not.`,
      firstAt,
      lastAt,
      weight: 0.7 + Math.min(failed / 1000, 0.1),
    },
  ];
}
