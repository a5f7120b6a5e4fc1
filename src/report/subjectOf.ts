import { countOutcomes } from "../captures/outcome/countOutcomes.ts";
import { endingOf } from "./sections/endingOf.ts";
import { targetName } from "./sections/instances/targetName.ts";
import { oneLine } from "./text/oneLine.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "./reportFacts.ts";

const longest = { subject: 200, rule: 90, vm: 64 };
/** With more VMs than this the subject gives their number. */
const mostNamed = 2;

/**
 * The subject: VM, lead, how the capture ended, then the rule or "on demand". A phone shows the first 40 to
 * 60 characters: the VM and the lead, which is never cut. The ending gives way to it first, then the rule.
 *
 * @param facts with the VM of the gravest lead first
 */
export function subjectOf(facts: ReportFacts): string {
  const mark = facts.specimen === true ? "[Test] " : "";
  const origin = originText(facts);
  const room = longest.subject - mark.length - origin.length;
  const wordings = (facts.captures.length > mostNamed ? counted : named)(facts.captures);
  const fitting = wordings.find((text) => text.length <= room);
  const subject = fitting === undefined ? (wordings.at(-1) ?? "") : fitting + origin;
  return mark + oneLine(subject, longest.subject - mark.length);
}

function originText({ alert, interruption }: ReportFacts): string {
  const origin = alert === null ? ["on demand"] : [alert.rule, alert.severity];
  if (interruption !== undefined) origin.push("unfinished");
  const parts = origin.filter((part) => typeof part === "string" && part !== "");
  return parts.length === 0 ? "" : ` (${oneLine(parts.join(", "), longest.rule)})`;
}

const vmOf = (outcome: CaptureOutcome): string => oneLine(targetName(outcome), longest.vm);
const leadOf = ({ summary }: CaptureOutcome): string | null =>
  summary === null ? null : oneLine(summary.lead);
const briefOf = (outcome: CaptureOutcome): string => oneLine(endingOf(outcome).brief);

const withLead = (outcome: CaptureOutcome): string =>
  `${vmOf(outcome)}: ${leadOf(outcome) ?? briefOf(outcome)}`;
const withEnding = (outcome: CaptureOutcome): string =>
  leadOf(outcome) === null ? withLead(outcome) : `${withLead(outcome)} – ${briefOf(outcome)}`;

/** Each VM by name, in successively shorter wordings. */
function named(captures: readonly CaptureOutcome[]): readonly string[] {
  const [gravest, ...others] = captures;
  if (gravest === undefined) return [];
  return [
    [withEnding(gravest), ...others.map(withEnding)],
    [withLead(gravest), ...others.map(withLead)],
    [withLead(gravest), ...others.map((outcome) => `${vmOf(outcome)}: ${briefOf(outcome)}`)],
    [withLead(gravest)],
  ].map((parts) => parts.join("; "));
}

/** The gravest lead, and the number of the VMs per outcome. */
function counted(captures: readonly CaptureOutcome[]): readonly string[] {
  const count = `${captures.length} VMs: ${counts(captures)}`;
  const [gravest] = captures;
  if (gravest === undefined || leadOf(gravest) === null) return [count];
  if (gravest.summary?.leading === null) return [`${count}; ${withLead(gravest)}`, count];
  return [`${withLead(gravest)}; ${count}`, withLead(gravest)];
}

/** "3 captured, 1 failed". */
export function counts(captures: ReportFacts["captures"]): string {
  return Object.entries(countOutcomes(captures))
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ");
}
