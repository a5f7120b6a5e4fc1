/** What the app answers to an alert. */
export interface AlertAnswer {
  readonly outcome?: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly whatIf?: boolean;
  readonly statusQueryGetUri?: string;
}

const flat = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** What was decided about an alert and why, on one line. */
export function decisionText(status: number, { outcome, reason, detail = "", whatIf }: AlertAnswer): string {
  const decided = outcome ?? (status === 503 ? "not taken now, a redelivery will help" : "refused");
  const verdict = whatIf === true ? `would be ${decided}` : decided;
  const title = verdict.charAt(0).toUpperCase() + verdict.slice(1);
  return flat(`${title} (${reason ?? `HTTP ${status}`}): ${detail}`);
}
