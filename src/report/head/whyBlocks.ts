import { paragraph, type Block } from "../section.ts";
import { whyText } from "./whyText.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** Why the alert fired, or who requested the capture; empty where neither is known. */
export function whyBlocks({ alert, requestedBy }: ReportFacts): readonly Block[] {
  if (alert === null) return requestedBy == null ? [] : [paragraph(requestedBy, "Requested by")];
  const text = whyText(alert);
  return text === null ? [] : [paragraph(text, "Why it fired")];
}
