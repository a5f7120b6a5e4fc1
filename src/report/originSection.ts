import type { Alert } from "../alerts/alert.ts";
import { momentText } from "./moment.ts";
import type { ReportFacts } from "./reportFacts.ts";
import { factList, paragraph, type Section } from "./section.ts";

/** What set the captures off: in the alert's own words, or who asked. */
export const originSection = (facts: ReportFacts): Section =>
  facts.alert === null ? requestSection(facts) : alertSection(facts.alert, facts);

const alertSection = (alert: Alert, { timeZone, instanceId, overrides = [] }: ReportFacts): Section => ({
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
    ...overrides.map(({ name, outcome, detail }) =>
      paragraph(`The rule's custom property ${name} was ${outcome}: ${detail}`),
    ),
  ],
});

const requestSection = ({ requestedBy, instanceId }: ReportFacts): Section => ({
  heading: "The request",
  tone: "neutral",
  blocks: [
    paragraph("No alert fired; this capture was asked for."),
    factList(["Asked for by", requestedBy], ["Instance id", instanceId]),
  ],
});
