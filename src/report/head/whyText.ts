import { whyFired } from "../../alerts/text/whyFired.ts";
import type { Alert } from "../../alerts/alert.ts";

/** Why the alert fired, in words, or its condition as it has it; null without one. */
export const whyText = (alert: Alert): string | null => whyFired(alert) ?? alert.condition;
