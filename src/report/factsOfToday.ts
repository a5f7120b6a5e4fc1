import { byLead } from "../captures/summary/byLead.ts";
import { outcomeOfToday } from "../captures/summary/outcomeOfToday.ts";
import type { ReportFacts } from "./reportFacts.ts";

/** The facts in today's form, whatever version stored them, with the VM of the gravest lead first. */
export const factsOfToday = <Facts extends ReportFacts>(given: Facts): Facts => ({
  ...given,
  captures: given.captures.map(outcomeOfToday).sort(byLead),
});
