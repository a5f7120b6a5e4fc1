import { endingOf } from "./ending.ts";
import { oneLine } from "./oneLine.ts";
import type { ReportFacts } from "./reportFacts.ts";

const longest = 200;
/** With more VMs than this the subject counts them. */
const mostNamed = 2;

/** The subject: which VM, how it ended, which rule or that it was asked for. */
export function subjectOf(facts: ReportFacts): string {
  const { alert, specimen } = facts;
  const origin = alert === null ? ["on demand"] : [alert.rule, alert.severity];
  const rule = origin.filter((part) => typeof part === "string" && part !== "");
  const about = rule.length === 0 ? "" : ` (${oneLine(rule.join(", "), 90)})`;
  const mark = specimen === true ? "[Test] " : "";
  return mark + oneLine(endings(facts), longest - mark.length - about.length) + about;
}

function endings({ captures, limits }: ReportFacts): string {
  if (captures.length > mostNamed) return `${captures.length} VMs: ${counts(captures)}`;
  return captures
    .map((outcome) => `${oneLine(outcome.vmName, 64)}: ${endingOf(outcome, limits).brief}`)
    .join("; ");
}

/** "3 captured, 1 failed". */
export function counts(captures: ReportFacts["captures"]): string {
  const kinds = ["captured", "failed", "skipped"] as const;
  return kinds
    .map((kind) => [captures.filter(({ outcome }) => outcome === kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`)
    .join(", ");
}
