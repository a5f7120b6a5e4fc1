import { momentText } from "../../wording/momentText.ts";
import { headOf } from "../head/headOf.ts";
import { factList, type Tone } from "../section.ts";
import { ignoredFilters } from "../sections/ignoredFilters.ts";
import { interruptionNotice } from "../sections/interruptionNotice.ts";
import { leftOutNotice } from "../sections/leftOutNotice.ts";
import { subjectOf } from "../subjectOf.ts";
import { oneLine } from "../text/oneLine.ts";
import { cardBlocks, line, run } from "./cardBlocks.ts";
import { firstFitting } from "./firstFitting.ts";
import type { ReportFacts } from "../reportFacts.ts";

/**
 * 28 KB:
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
const mostBytes = 28 * 1024;

/** Elements of a card below its head; the last ones give way. */
const levels: readonly number[] = [60, 30, 15, 8];

/** How a container looks; its first line has the tone in a word too. */
const styles: Readonly<Record<Tone, string>> = {
  bad: "attention",
  warning: "warning",
  neutral: "emphasis",
  good: "good",
};

/** What a Workflows webhook of Teams takes: a message with one card, which is the email's first screen. */
export const teamsCard = (facts: ReportFacts): string =>
  firstFitting(levels, mostBytes, (elements) =>
    JSON.stringify({
      type: "message",
      attachments: [
        {
          contentType: "application/vnd.microsoft.card.adaptive",
          contentUrl: null,
          content: cardOf(facts, elements),
        },
      ],
    }),
  );

function cardOf(facts: ReportFacts, elements: number): object {
  const { tone, word, origin, joined, heading, before, button, after } = headOf(facts);
  const first = [facts.specimen === true ? "Test" : null, word, origin].filter((part) => part !== null);
  const notices = [...interruptionNotice(facts), ...ignoredFilters(facts), ...leftOutNotice(facts)];
  const items = [
    line(run(first.join(" · "), { size: "Small" })),
    line(run(heading, { size: "Large", weight: "Bolder" })),
    ...(joined === null ? [] : [line(run(joined))]),
  ];
  const below = [
    ...notices.map((notice) => line(run(notice.heading, { weight: "Bolder" }))),
    ...cardBlocks([...before, ...after, ...details(facts)]),
  ];
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.4",
    fallbackText: subjectOf(facts) || heading,
    body: [{ type: "Container", style: styles[tone], bleed: true, items }, ...below.slice(0, elements)],
    ...(button !== null && {
      actions: [{ type: "Action.OpenUrl", title: oneLine(button.label, 90), url: button.href }],
    }),
  };
}

/** The capture of the only VM. */
function details({ captures, timeZone }: ReportFacts) {
  const [only, ...others] = captures;
  if (only === undefined || others.length > 0) return [];
  const moment = (time: string | null) => (time === null ? null : momentText(time, timeZone));
  return [
    factList(
      ["Instance", only.leadingInstance],
      ["Code", only.code],
      ["Started", moment(only.startedAt)],
      ["Ended", moment(only.endedAt)],
      ["Capture name", only.captureName],
      ["Region", only.location],
    ),
  ];
}
