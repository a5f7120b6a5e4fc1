import type { Alert } from "../../alerts/alert.ts";

/** Why the alert fired, in words; null where it says nothing. */
export const whyText = (alert: Alert): string | null => alert.condition;
