import { momentText } from "../../wording/momentText.ts";
import { factList, paragraph, type Section } from "../section.ts";
import { areFiltersIgnored } from "./ignoredFilters.ts";
import { originLinks } from "./links/captureLinks.ts";
import type { Alert } from "../../alerts/alert.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** The alert that started the captures, or who requested them. */
export const originSection = (facts: ReportFacts): Section =>
  facts.alert === null ? requestSection(facts) : alertSection(facts.alert, facts);

const alertSection = (alert: Alert, facts: ReportFacts): Section => ({
  heading: "The alert",
  tone: "neutral",
  ...{ part: "alert", vm: null },
  blocks: [
    factList(
      ["Rule", alert.rule ?? "(not named)"],
      ["Severity", alert.severity],
      ["Fired", alert.firedAt ? momentText(alert.firedAt, facts.timeZone) : null],
      ["Resolved", facts.resolvedAt === undefined ? null : momentText(facts.resolvedAt, facts.timeZone)],
      ["Condition", alert.condition],
      ["Description", alert.description],
      ["Instance id", facts.instanceId],
    ),
    ...(facts.overrides ?? [])
      .filter((override) => !areFiltersIgnored(override))
      .map(({ name, outcome, detail }) =>
        paragraph(`The rule's custom property ${name} was ${outcome}: ${detail}`),
      ),
    ...originLinks(facts),
  ],
});

const requestSection = (facts: ReportFacts): Section => ({
  heading: "The request",
  tone: "neutral",
  ...{ part: "alert", vm: null },
  blocks: [
    paragraph("Requested manually."),
    factList(["Requested by", facts.requestedBy], ["Instance id", facts.instanceId]),
    ...originLinks(facts),
  ],
});
