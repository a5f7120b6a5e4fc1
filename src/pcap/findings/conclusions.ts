import { timestampIn } from "../file/timestamp.ts";
import { byGravity } from "./byGravity.ts";
import { chooseLead } from "./chooseLead.ts";
import { listFindings } from "./listFindings.ts";
import { rankFindings } from "./rankFindings.ts";
import type { CaptureSummary } from "../summary/captureSummary.ts";
import type { FinderInput } from "./finder.ts";

/** What is wrong, or worth knowing, and which of it every output begins with. */
export function conclusions(input: FinderInput): Pick<CaptureSummary, "lead" | "leading" | "findings"> {
  const { answer, missing, counts, clock, question, traffic } = input;
  const drafts = [...listFindings(input)].sort(byGravity);
  const facts = { answer, missing, packets: counts.packets, isAsked: question !== null, traffic };
  const { lead, leading } = chooseLead(drafts, facts);
  return {
    lead,
    leading:
      leading === null ? null : { kind: leading.kind, severity: leading.severity, weight: leading.weight },
    findings: rankFindings(drafts, leading, clock, momentAt(input)),
  };
}

/** `Packet.at` of the alert's moment; null when that is unknown. */
function momentAt({ moment, clock, counts }: FinderInput): number | null {
  const time = moment === null ? null : timestampIn(moment.at);
  return time === null || counts.packets === 0 ? null : clock.since(time.seconds, time.nanoseconds);
}
