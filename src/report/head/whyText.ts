import { whyFired } from "../../alerts/text/whyFired.ts";
import type { Alert } from "../../alerts/alert.ts";

/** Why the alert fired, in words; the condition as the alert has it where there are none. Null without one. */
export const whyText = (alert: Alert): string | null => whyFired(alert) ?? alert.condition;
