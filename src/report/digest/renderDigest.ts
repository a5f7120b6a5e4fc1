import { many } from "../../wording/many.ts";
import { momentText } from "../../wording/momentText.ts";
import { htmlPart } from "../html/htmlPart.ts";
import { factList, listBlock, paragraph, type Section } from "../section.ts";
import { recipientLine } from "../sections/footerLines.ts";
import { pageAddress } from "../sections/links/pageAddress.ts";
import { textPart } from "../text/textPart.ts";
import { digestGroups, groupItems, type DigestGroup } from "./digestGroups.ts";
import type { EmailModel } from "../emailModel.ts";
import type { Report } from "../renderReport.ts";
import type { DigestFacts } from "./digestFacts.ts";

/** Mail services cut emails of more than 102 KiB. */
const mostBytes = 100 * 1024;
/** Alerts that are named: with a link each where these fit, fewer where their names are long. */
const mostNamed = 500;

/** Renders the email about alerts that were refused for the number of captures, grouped by rule. */
export function renderDigest(facts: DigestFacts): Report {
  const groups = digestGroups(facts.alerts);
  const subject = subjectOf(facts);
  const rendered = (shown: Shown): Report => {
    const model = modelOf(facts, groups, shown);
    return { subject, text: textPart(model), html: htmlPart(subject, model), importance: "normal" };
  };
  for (const shown of levels(facts)) {
    const report = rendered(shown);
    if (new TextEncoder().encode(report.html).length < mostBytes) return report;
  }
  return rendered({ named: 1, appOrigin: null });
}

/** How much of the alerts is shown: so many, and where each leads. */
interface Shown {
  readonly named: number;
  readonly appOrigin: string | null;
}

function* levels({ appOrigin }: DigestFacts): Generator<Shown> {
  yield { named: mostNamed, appOrigin };
  for (let named = mostNamed; named > 1; named = Math.floor(named / 2)) yield { named, appOrigin: null };
}

const figure = (count: number): string => count.toLocaleString("en-US");

function subjectOf({ alerts, capturesPerHour }: DigestFacts): string {
  const were = alerts.length === 1 ? "was" : "were";
  return `${many(alerts.length, "alert")} ${were} not captured: ${ceiling(capturesPerHour)} in an hour`;
}

/** The setting may have been changed since: 0 is no ceiling. */
const ceiling = (capturesPerHour: number): string =>
  capturesPerHour === 0 ? "too many captures" : `more than ${many(capturesPerHour, "capture")}`;

function modelOf(facts: DigestFacts, groups: readonly DigestGroup[], shown: Shown): EmailModel {
  const { alerts, capturesPerHour, timeZone } = facts;
  const times = alerts.map(({ firedAt }) => firedAt).toSorted();
  const page = pageAddress(facts.appOrigin, null);
  const [noisiest] = groups;
  const rule =
    noisiest === undefined || noisiest.alerts.length === 1 ? "" : `, first of all ${noisiest.title}`;
  return {
    preheader: `${many(groups.length, "alert rule")}; ${many(vmsOf(facts), "VM")}`,
    notices: [],
    head: {
      tone: "warning",
      word: "Not captured",
      origin: `${momentText(times[0] ?? "", timeZone)} to ${momentText(times.at(-1) ?? "", timeZone)}`,
      joined: null,
      heading: subjectOf(facts),
      before: [],
      button: page === null ? null : { label: "Open the captures page", href: page },
      after: [
        paragraph(
          `As many captures had been started within an hour as CAPTURES_PER_HOUR allows (${capturesPerHour === 0 ? "it is 0 by now: no ceiling" : figure(capturesPerHour)}). So no packets were captured for these alerts, and this email is the only one about them.`,
        ),
        paragraph(
          `Mend the alert rule that fires so often${rule}, or raise CAPTURES_PER_HOUR. One of the VMs can be captured now with POST /api/captures: captures on demand are not limited.`,
          "Next step",
        ),
      ],
    },
    sections: [amounts(facts, groups), listOf(groups, shown)],
    footer: [recipientLine(facts.appOrigin)],
  };
}

const vmsOf = ({ alerts }: DigestFacts): number => new Set(alerts.flatMap(({ vmNames }) => vmNames)).size;

const amounts = (facts: DigestFacts, groups: readonly DigestGroup[]): Section => ({
  heading: "How many",
  tone: "neutral",
  blocks: [
    factList(
      ["Alerts", figure(facts.alerts.length)],
      ["Alert rules", figure(groups.length)],
      ["VMs", figure(vmsOf(facts))],
      ["Instance id", facts.instanceId],
    ),
  ],
});

/** The first alerts by rule; the others are counted. */
function listOf(groups: readonly DigestGroup[], { named, appOrigin }: Shown): Section {
  let room = named;
  const items = groups.flatMap((group) => {
    const alerts = group.alerts.slice(0, room);
    room -= alerts.length;
    return alerts.length === 0 ? [] : groupItems({ ...group, alerts }, group.alerts.length, appOrigin);
  });
  const count = groups.reduce((sum, { alerts }) => sum + alerts.length, 0);
  const [list] = listBlock(null, items, { shown: items.length });
  const more = count <= named ? null : `and ${many(count - named, "more alert")}`;
  return {
    heading: "The alerts by rule, times in UTC",
    tone: "neutral",
    blocks: list?.kind === "list" ? [{ ...list, more }] : [],
  };
}
