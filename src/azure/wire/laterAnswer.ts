import { retryAfterOf, unreadableAnswer, type ResponseHeaders } from "../azureFault.ts";
import type { StatusQuery } from "../../captures/site/captureSession.ts";

/** An answer to a question, or to the question for its result. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly bodyAsText?: string | null;
}

/** How long the service was recorded to take, where it does not say. */
const usualSeconds = 10;

/**
 * Where a question will be answered: 202 with `Location`, whose form must not be relied on. Null: here.
 * @throws AzureFault when a 202 does not say where
 */
export function laterAnswer(operation: string, answer: RawAnswer | undefined): StatusQuery | null {
  if (answer?.status !== 202) return null;
  const answerUrl = answer.headers.get("location");
  if (answerUrl === undefined || answerUrl === "") throw unreadableAnswer(operation);
  return { answerUrl, afterSeconds: retryAfterOf(answer.headers) ?? usualSeconds };
}
