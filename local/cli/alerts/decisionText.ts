/** The app's answer to an alert. */
export interface AlertAnswer {
  readonly outcome?: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly whatIf?: boolean;
  readonly statusQueryGetUri?: string;
}

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** The decision about an alert and its reason, on one line. */
export function decisionText(status: number, { outcome, reason, detail = "", whatIf }: AlertAnswer): string {
  const decided = outcome ?? (status === 503 ? "not accepted now; deliver it again" : "refused");
  const verdict = whatIf === true ? `would be ${decided}` : decided;
  const title = verdict.charAt(0).toUpperCase() + verdict.slice(1);
  return onOneLine(`${title} (${reason ?? `HTTP ${status}`}): ${detail}`);
}
