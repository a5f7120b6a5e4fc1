import { many } from "../../wording/many.ts";
import { momentText } from "../../wording/momentText.ts";
import { htmlPart } from "../html/htmlPart.ts";
import { paragraph } from "../section.ts";
import { briefFailure } from "../sections/failure/failureAdvice.ts";
import { recipientLine } from "../sections/footerLines.ts";
import { pageAddress } from "../sections/links/pageAddress.ts";
import { oneLine } from "../text/oneLine.ts";
import { textPart } from "../text/textPart.ts";
import { armingSections, type Shown } from "./armingSections.ts";
import type { ArmingFacts, ArmingFault } from "../../captures/rings/armingFacts.ts";
import type { EmailModel } from "../emailModel.ts";
import type { Report } from "../renderReport.ts";

/** Mail services cut emails of more than 102 KiB. */
const mostBytes = 100 * 1024;
const longest = { subject: 200, vm: 64 };

/** What is shown of the VMs, in successively shorter forms. */
const levels: readonly Shown[] = [
  { inFull: 25, named: 500 },
  { inFull: 10, named: 500 },
  { inFull: 3, named: 200 },
  { inFull: 1, named: 50 },
  { inFull: 1, named: 10 },
];

/** Renders the email about armed VMs that have no ring of packets. */
export function renderArming(facts: ArmingFacts): Report {
  // A VM that has been without one for longer comes first.
  const faults = facts.faults.toSorted((one, other) => compare(one.since, other.since));
  const subject = oneLine(subjectOf(faults), longest.subject);
  const rendered = (shown: Shown): Report => {
    const model = modelOf({ ...facts, faults }, subject, shown);
    return { subject, text: textPart(model), html: htmlPart(subject, model), importance: "normal" };
  };
  for (const shown of levels) {
    const report = rendered(shown);
    if (new TextEncoder().encode(report.html).length < mostBytes) return report;
  }
  return rendered({ inFull: 0, named: 0 });
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** "No ring of packets on WEB01: Network Watcher agent missing", or "… on 3 VMs: access denied". */
function subjectOf(faults: readonly ArmingFault[]): string {
  const [first, ...others] = faults;
  if (first === undefined) return "Every armed VM has its ring of packets";
  const what = others.length === 0 ? oneLine(first.vmName, longest.vm) : many(faults.length, "VM");
  const isOne = others.every(({ code }) => code === first.code);
  return `No ring of packets on ${what}${isOne ? `: ${briefFailure(first)}` : ""}`;
}

function modelOf(facts: ArmingFacts, heading: string, shown: Shown): EmailModel {
  const { faults, timeZone, appOrigin } = facts;
  const page = pageAddress(appOrigin, null);
  const since = faults[0]?.since ?? null;
  const these = faults.length === 1 ? "this VM" : "these VMs";
  return {
    preheader: `Alerts on ${these} are captured all the same, without packets from before them`,
    notices: [],
    head: {
      tone: "warning",
      word: "No ring",
      origin: since === null ? "Armed VMs" : `Armed VMs · since ${momentText(since, timeZone)}`,
      joined: null,
      heading,
      before: [
        paragraph(
          `Alerts on ${these} are captured all the same, but without packets from before them. The app tries again by itself, and sends no other email about the same fault.`,
        ),
      ],
      button: page === null ? null : { label: "Open the captures page", href: page },
      after: [
        paragraph(
          `Mend the cause below. To keep no ring on ${these} any more, take ${faults.length === 1 ? "it" : "them"} out of the setting ARMED_VMS.`,
          "Next step",
        ),
      ],
    },
    sections: armingSections(facts, shown),
    footer: [recipientLine(appOrigin)],
  };
}
