import { many } from "../../wording/many.ts";
import { momentText } from "../../wording/momentText.ts";
import { htmlPart } from "../html/htmlPart.ts";
import { factList, listBlock, paragraph, type Section } from "../section.ts";
import { recipientLine } from "../sections/footerLines.ts";
import { textPart } from "../text/textPart.ts";
import { digestGroups, groupItems, type DigestGroup } from "./digestGroups.ts";
import type { EmailModel } from "../emailModel.ts";
import type { Report } from "../renderReport.ts";
import type { DigestFacts } from "./digestFacts.ts";

/** Mail services cut emails of more than 102 KiB. */
const mostBytes = 100 * 1024;
/** Alerts that are named; fewer where their names are long. */
const mostNamed = 500;

/** Renders the email about alerts that were refused for the number of captures, grouped by rule. */
export function renderDigest(facts: DigestFacts): Report {
  const groups = digestGroups(facts.alerts);
  const subject = subjectOf(facts);
  for (let named = mostNamed; ; named = Math.floor(named / 2)) {
    const model = modelOf(facts, groups, named);
    const html = htmlPart(subject, model);
    if (new TextEncoder().encode(html).length < mostBytes || named <= 1)
      return { subject, text: textPart(model), html, importance: "normal" };
  }
}

const figure = (count: number): string => count.toLocaleString("en-US");

function subjectOf({ alerts, capturesPerHour }: DigestFacts): string {
  const were = alerts.length === 1 ? "was" : "were";
  return `${many(alerts.length, "alert")} ${were} not captured: ${ceiling(capturesPerHour)} in an hour`;
}

/** The setting may have been changed since: 0 is no ceiling. */
const ceiling = (capturesPerHour: number): string =>
  capturesPerHour === 0 ? "too many captures" : `more than ${many(capturesPerHour, "capture")}`;

function modelOf(facts: DigestFacts, groups: readonly DigestGroup[], named: number): EmailModel {
  const { alerts, capturesPerHour, timeZone } = facts;
  const times = alerts.map(({ firedAt }) => firedAt).toSorted();
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
      button: null,
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
    sections: [amounts(facts, groups), listOf(groups, named)],
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
function listOf(groups: readonly DigestGroup[], named: number): Section {
  let room = named;
  const items = groups.flatMap((group) => {
    const alerts = group.alerts.slice(0, room);
    room -= alerts.length;
    return alerts.length === 0 ? [] : groupItems({ ...group, alerts }, group.alerts.length);
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
