import { momentText } from "./moment.ts";
import type { ReportFacts } from "./reportFacts.ts";
import { factList, type Section } from "./section.ts";

/** What set the captures off, in the alert's own words. */
export const alertSection = ({ alert, timeZone, instanceId }: ReportFacts): Section => ({
  heading: "The alert",
  tone: "neutral",
  blocks: [
    factList(
      ["Rule", alert.rule ?? "(not named)"],
      ["Severity", alert.severity],
      ["Fired", alert.firedAt ? momentText(alert.firedAt, timeZone) : null],
      ["Condition", alert.condition],
      ["Description", alert.description],
      ["Instance id", instanceId],
    ),
  ],
});
