import type { IgnoreReason } from "../../alerts/ignoreReason.ts";
import type { IgnoredAnswer } from "../../api/ignoredAnswer.ts";
import type { HttpResponseInit } from "@azure/functions";

/** Answers that nothing is captured, and why. */
export function ignored(
  reason: IgnoreReason,
  detail: string,
  isWhatIf: boolean,
  id: string | null = null,
): HttpResponseInit {
  const answer: IgnoredAnswer = {
    ...(isWhatIf && { whatIf: true }),
    ...{ outcome: "ignored", reason, detail },
    ...(id !== null && { id }),
  };
  return { status: 200, jsonBody: answer };
}
