import { headOf } from "./head/headOf.ts";
import { captureSections } from "./sections/captureSections.ts";
import { ignoredFilters } from "./sections/ignoredFilters.ts";
import { interruptionNotice } from "./sections/interruptionNotice.ts";
import { leftOutNotice } from "./sections/leftOutNotice.ts";
import { originSection } from "./sections/originSection.ts";
import { anchorOf } from "./sections/overviewTable.ts";
import { runningSection } from "./sections/runningSection.ts";
import type { EmailModel } from "./emailModel.ts";
import type { ReportFacts } from "./reportFacts.ts";
import type { Detail } from "./sections/traffic/trafficSection.ts";

/** What the email and the captures page have in common. */
type ReportModel = Pick<EmailModel, "notices" | "head" | "sections">;

/**
 * What must be known first, then the first screen, each VM, the gravest first, and the alert or request.
 *
 * @param facts with the VM of the gravest lead first
 * @param detail how much of each VM is shown; null: its verdict and a few sentences
 */
export function reportModel(facts: ReportFacts, detail: Detail | null): ReportModel {
  const { captures, running = [] } = facts;
  const isAlone = captures.length + running.length === 1;
  const anchor = (index: number) => (isAlone ? null : anchorOf(index));
  return {
    notices: [...interruptionNotice(facts), ...ignoredFilters(facts), ...leftOutNotice(facts)],
    head: headOf(facts),
    sections: [
      ...captures.flatMap((outcome, index) =>
        captureSections(outcome, facts, { anchor: anchor(index), detail }),
      ),
      ...running.map((vm, index) => runningSection(vm, facts.timeZone, anchorOf(captures.length + index))),
      originSection(facts),
    ],
  };
}
