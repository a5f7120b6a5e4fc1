import type { IgnoreReason } from "../../alerts/alert.ts";
import type { HttpResponseInit } from "@azure/functions";

/** The answer to a valid alert or request that starts no capture. */
export interface IgnoredAnswer {
  /** Present in the answer to a dry run. */
  readonly whatIf?: true;
  readonly outcome: "ignored";
  readonly reason: IgnoreReason;
  /** The decision in a sentence. */
  readonly detail: string;
}

/** Answers that nothing is captured, and why. */
export function ignored(reason: IgnoreReason, detail: string, isWhatIf: boolean): HttpResponseInit {
  const answer: IgnoredAnswer = { ...(isWhatIf && { whatIf: true }), outcome: "ignored", reason, detail };
  return { status: 200, jsonBody: answer };
}
