import { factsOfToday } from "../factsOfToday.ts";
import { cloudEvent } from "./cloudEvent.ts";
import { teamsCard } from "./teamsCard.ts";
import type { NotificationReceipt } from "../../captures/outcome/alertOutcome.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** A notification as it is posted. */
export interface Notification {
  readonly contentType: string;
  readonly body: string;
}

/**
 * Renders a notification from what the email is rendered from. `at`: when the outcome was known, ISO 8601.
 * The same facts and time give the same bytes.
 */
export function notification(
  kind: NotificationReceipt["kind"],
  given: ReportFacts,
  at: string,
): Notification {
  const facts = factsOfToday(given);
  switch (kind) {
    case "teams":
      return { contentType: "application/json", body: teamsCard(facts) };
    case "cloudevents":
      return { contentType: "application/cloudevents+json; charset=utf-8", body: cloudEvent(facts, at) };
  }
}
