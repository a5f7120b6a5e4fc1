import { paragraph, type Block } from "../section.ts";
import { resolvedText } from "./resolvedText.ts";
import { whyText } from "./whyText.ts";
import type { ReportFacts } from "../reportFacts.ts";

/**
 * Why the alert fired, and when it resolved, or who requested the capture; empty where none of them is known.
 */
export function whyBlocks(facts: ReportFacts): readonly Block[] {
  const { alert, requestedBy } = facts;
  if (alert === null) return requestedBy == null ? [] : [paragraph(requestedBy, "Requested by")];
  const why = whyText(alert);
  const resolved = resolvedText(facts);
  return [
    ...(why === null ? [] : [paragraph(why, "Why it fired")]),
    ...(resolved === null ? [] : [paragraph(resolved, "Resolved")]),
  ];
}
