import { many } from "../../wording/many.ts";
import { momentText } from "../../wording/momentText.ts";
import { htmlPart } from "../html/htmlPart.ts";
import { paragraph } from "../section.ts";
import { recipientLine } from "../sections/footerLines.ts";
import { pageAddress } from "../sections/links/pageAddress.ts";
import { oneLine } from "../text/oneLine.ts";
import { textPart } from "../text/textPart.ts";
import { armingSections, type Shown } from "./armingSections.ts";
import { faultOf } from "./faultOf.ts";
import type { ArmingFacts, ArmingFault } from "../../captures/rings/armingFacts.ts";
import type { EmailModel } from "../emailModel.ts";
import type { Report } from "../renderReport.ts";

/** Mail services cut emails of more than 102 KiB. */
const mostBytes = 100 * 1024;
const longestSubject = 200;

/** What is shown of the VMs, in successively shorter forms. */
const levels: readonly Shown[] = [
  { inFull: 25, named: 500 },
  { inFull: 10, named: 500 },
  { inFull: 3, named: 200 },
  { inFull: 1, named: 50 },
  { inFull: 1, named: 10 },
];

/** Renders the email about armed VMs that have no ring of packets, and scopes that cannot be listed. */
export function renderArming(facts: ArmingFacts): Report {
  // What has lasted for longer comes first.
  const faults = facts.faults.toSorted((one, other) => compare(one.since, other.since));
  const subject = oneLine(subjectOf(faults), longestSubject);
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
  const { vms, scopes } = partsOf(faults);
  const what = [
    ...(vms.length === 0 ? [] : [`No ring of packets on ${nameOrCount(vms, "VM")}`]),
    ...(scopes.length === 0 ? [] : [`VMs of ${nameOrCount(scopes, "scope")} cannot be listed`]),
  ].join("; ");
  const [cause, ...others] = new Set(faults.map((fault) => faultOf(fault).brief));
  return cause === undefined || others.length > 0 ? what : `${what}: ${cause}`;
}

const nameOrCount = (names: readonly string[], noun: string): string =>
  names.length === 1 ? names.join("") : many(names.length, noun);

/** The names of the VMs without a ring, and of the scopes whose VMs cannot be listed. */
function partsOf(faults: readonly ArmingFault[]) {
  const words = faults.map(faultOf);
  const names = (isScope: boolean) => words.filter((one) => one.isScope === isScope).map(({ name }) => name);
  return { vms: names(false), scopes: names(true) };
}

function modelOf(facts: ArmingFacts, heading: string, shown: Shown): EmailModel {
  const { faults, timeZone, appOrigin } = facts;
  const page = pageAddress(appOrigin, null);
  const since = faults[0]?.since ?? null;
  const { effects, removal, word } = meaningOf(faults);
  return {
    preheader: effects.join(" "),
    notices: [],
    head: {
      tone: "warning",
      word,
      origin: since === null ? "Armed VMs" : `Armed VMs · since ${momentText(since, timeZone)}`,
      joined: null,
      heading,
      before: [
        paragraph(
          `${effects.join(" ")} The app tries again by itself, and sends no other email about the same fault.`,
        ),
      ],
      button: page === null ? null : { label: "Open the captures page", href: page },
      after: [paragraph(`Fix the cause below.${removal}`, "Next step")],
    },
    sections: armingSections(facts, shown),
    footer: [recipientLine(appOrigin)],
  };
}

/** What the faults lead to, and how the VMs are disarmed. */
function meaningOf(faults: readonly ArmingFault[]) {
  const { vms, scopes } = partsOf(faults);
  const [these, them] = vms.length === 1 ? ["this VM", "it"] : ["these VMs", "them"];
  const there = scopes.length === 1 ? "a VM that is new there" : "a VM that is new in one of these scopes";
  const ofVms = `Alerts on ${these} still start captures, but without earlier packets.`;
  const ofScopes = `Rings that run go on, but ${there} gets none.`;
  return {
    effects: [...(vms.length === 0 ? [] : [ofVms]), ...(scopes.length === 0 ? [] : [ofScopes])],
    removal:
      vms.length === 0
        ? ""
        : ` To keep no ring on ${these} any more, take ${them} out of the setting ARMED_VMS.`,
    word: vms.length === 0 ? "Not listed" : "No ring",
  };
}
