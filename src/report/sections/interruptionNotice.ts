import { momentText } from "../../wording/momentText.ts";
import { factList, paragraph, type Section } from "../section.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** What the reader must know first: the alert's own steps did not get to their end. Empty otherwise. */
export function interruptionNotice({ interruption, timeZone }: ReportFacts): readonly Section[] {
  if (interruption === undefined) return [];
  const { ending, reason, endedAt } = interruption;
  const heading = ending === "failed" ? "The app could not finish this alert" : "This alert was terminated";
  const what = ending === "failed" ? "failed" : "was terminated";
  return [
    {
      heading,
      tone: "bad",
      blocks: [
        paragraph(
          `The alert's orchestration ${what} before it had sent its report. This report has what is known of it.`,
        ),
        factList(["Ended", momentText(endedAt, timeZone)], ["Reason", reason]),
      ],
    },
  ];
}
