import { safeText } from "../redaction/safeText.ts";

/**
 * A text of Azure or of another service, made safe where it enters: hints, outputs and Durable's messages
 * carry it on, and a large message stops an orchestration. A report has 2,000 characters for it, the app's
 * own words included.
 */
export const foreignText = (text: string, length = 1300): string => safeText(text, length);
