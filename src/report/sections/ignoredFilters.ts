import { paragraph, type Section } from "../section.ts";
import type { Override } from "../../captures/plan/override.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** Whether the rule asked for filters that were ignored. */
export const areFiltersIgnored = ({ name, outcome }: Override): boolean =>
  name === "captureFilters" && outcome === "ignored";

/**
 * What the reader must know before any lead: the capture is wider than the alert rule asked for. Empty
 * where it is not.
 */
export const ignoredFilters = ({ overrides = [] }: ReportFacts): readonly Section[] =>
  overrides.filter(areFiltersIgnored).map(({ name, detail }) => ({
    heading: "The filters of the alert rule were ignored",
    tone: "bad",
    blocks: [paragraph(`The rule's custom property ${name} was ignored: ${detail}`)],
  }));
