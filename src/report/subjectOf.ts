import { countOutcomes } from "../captures/outcome/countOutcomes.ts";
import { endingOf } from "./sections/endingOf.ts";
import { briefAnswer, weightOf } from "./sections/traffic/lead.ts";
import { oneLine } from "./text/oneLine.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "./reportFacts.ts";

const longest = 200;
/** With more VMs than this the subject gives their number. */
const mostNamed = 2;

/**
 * The subject: VM, lead, how the capture ended, then the rule or "on demand". A phone shows the first 40 to
 * 60 characters: the VM and the lead.
 */
export function subjectOf(facts: ReportFacts): string {
  const { alert, specimen, interruption } = facts;
  const origin = alert === null ? ["on demand"] : [alert.rule, alert.severity];
  if (interruption !== undefined) origin.push("unfinished");
  const rule = origin.filter((part) => typeof part === "string" && part !== "");
  const about = rule.length === 0 ? "" : ` (${oneLine(rule.join(", "), 90)})`;
  const mark = specimen === true ? "[Test] " : "";
  const room = longest - mark.length - about.length;
  const wordings = (facts.captures.length > mostNamed ? counted : named)(facts).map((text) =>
    oneLine(text, longest),
  );
  const fitting = wordings.find((text) => text.length <= room) ?? wordings.at(-1) ?? "";
  return mark + oneLine(fitting, room) + about;
}

/** Each VM by name, in successively shorter wordings. */
const named = ({ captures }: ReportFacts): readonly string[] =>
  [
    { name: true, ending: true },
    { name: false, ending: true },
    { name: false, ending: false },
  ].map((wording) => captures.map((outcome) => vmText(outcome, wording)).join("; "));

function vmText(
  outcome: CaptureOutcome,
  wording: { readonly name: boolean; readonly ending: boolean },
): string {
  const vm = oneLine(outcome.vmName, 64);
  const { brief } = endingOf(outcome);
  const answer = outcome.summary === null ? null : briefAnswer(outcome.summary, wording.name);
  if (answer === null) return `${vm}: ${brief}`;
  return wording.ending ? `${vm}: ${answer} – ${brief}` : `${vm}: ${answer}`;
}

/** The number of VMs per outcome, and the most telling lead where there is room. */
function counted({ captures }: ReportFacts): readonly string[] {
  const count = `${captures.length} VMs: ${counts(captures)}`;
  const telling = captures.reduce((best, outcome) =>
    weightOf(outcome.summary) > weightOf(best.summary) ? outcome : best,
  );
  const { summary } = telling;
  const answers = summary === null ? [] : [briefAnswer(summary), briefAnswer(summary, false)];
  return [
    ...answers.flatMap((answer) =>
      answer === null ? [] : `${count}; ${oneLine(telling.vmName, 64)}: ${answer}`,
    ),
    count,
  ];
}

/** "3 captured, 1 failed". */
export function counts(captures: ReportFacts["captures"]): string {
  return Object.entries(countOutcomes(captures))
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ");
}
