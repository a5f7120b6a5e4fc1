import { many } from "../../wording/many.ts";
import { shortMoment } from "../../wording/momentText.ts";
import type { JoinedAlert, JoinedAlerts } from "../../captures/telling/joinedAlerts.ts";
import type { ReportFacts } from "../reportFacts.ts";
import type { Cell, Section } from "../section.ts";

const longestRule = 100;
/** As long as a time: what is in one line must not widen the email. */
const longestShort = 19;
/** Bytes of a row's markup, severity and time. */
const rowBytes = 120;

const none: JoinedAlerts = { listed: [], more: 0 };

/** "and 199 other alerts joined this capture"; null without any. */
export function joinedLine({ joinedAlerts: { listed, more } = none }: ReportFacts): string | null {
  const count = listed.length + more;
  if (count === 0) return null;
  const requests = listed.filter(({ requestedBy }) => requestedBy !== null).length;
  const noun =
    requests === 0 ? "other alert" : requests === count ? "other request" : "other alert or request";
  return `and ${counted(count, noun)} joined this capture`;
}

const counted = (count: number, noun: string): string =>
  count > 1 && noun.includes(" or ")
    ? `${count.toLocaleString("en-US")} other alerts and requests`
    : many(count, noun);

/**
 * Other alerts that this email tells, each with severity, time and rule; those beyond `room`, in bytes of
 * HTML, are counted.
 */
export function joinedSection(
  { joinedAlerts: { listed, more } = none }: ReportFacts,
  room: number,
): readonly Section[] {
  if (listed.length + more === 0) return [];
  const shown = fitting(listed, room);
  const rest = listed.length - shown.length + more;
  return [
    {
      heading: "Alerts told here",
      tone: "neutral",
      ...{ part: "joined", vm: null },
      blocks: [
        {
          kind: "table",
          title: null,
          columns: [
            { name: "Severity", short: true },
            { name: "Fired (UTC)", short: true },
            { name: "Rule", short: false },
          ],
          rows: shown.map(row),
          more: rest === 0 ? null : `and ${rest.toLocaleString("en-US")} more`,
        },
      ],
    },
  ];
}

const row = (joined: JoinedAlert): readonly Cell[] => [
  { text: joined.severity?.slice(0, longestShort) ?? "–" },
  { text: joined.firedAt === null ? "–" : shortMoment(joined.firedAt).slice(0, longestShort) },
  { text: nameOf(joined) },
];

function nameOf({ rule, requestedBy }: JoinedAlert): string {
  if (requestedBy !== null) return `requested by ${requestedBy.slice(0, longestRule)}`;
  return rule?.slice(0, longestRule) ?? "(not named)";
}

function fitting(listed: readonly JoinedAlert[], room: number): readonly JoinedAlert[] {
  let bytes = 0;
  const end = listed.findIndex((joined) => {
    bytes += rowBytes + escapedBytes(nameOf(joined));
    return bytes > room;
  });
  return end < 0 ? listed : listed.slice(0, end);
}

/** At most: a character takes up to three bytes in UTF-8, and up to six escaped. */
const escapedBytes = (text: string): number =>
  Array.from(text, (character) => (/[&<>"']/.test(character) ? 6 : character <= "~" ? 1 : 4)).reduce(
    (sum, bytes) => sum + bytes,
    0,
  );
