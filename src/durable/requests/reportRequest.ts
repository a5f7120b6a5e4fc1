import type { ReportFacts } from "../../report/reportFacts.ts";

/** The facts that the report is rendered from, without those of the configuration. */
export type ReportRequest = Omit<ReportFacts, "timeZone" | "places" | "specimen" | "running">;
