import { boundedText } from "../../redaction/boundedText.ts";
import { fieldsOf, textOf } from "./fields.ts";

const most = 20;
const longestName = 100;
const longestValue = 1000;
/** A list of filters is longer than any other value. */
const longestCaptureValue = 4000;

/** Properties that concern the capture come first, so that the bound on their number never drops them. */
const asksForCapture = (name: string): boolean => name.toLowerCase().startsWith("capture");

/** A list of filters that is not sent as text: dropping it would widen the capture silently. */
const jsonOf = (value: unknown): string | null =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : null;

/** The custom properties of an alert rule, by name. Untrusted. */
export type CustomProperties = Readonly<Record<string, string>>;

/**
 * Reads the custom properties of an alert rule: names and plain values, bounded. Nested values are
 * skipped, or kept as JSON where they concern the capture.
 */
export function readCustomProperties(value: unknown): CustomProperties {
  const entries = Object.entries(fieldsOf(value) ?? {}).flatMap(([name, property]) => {
    const text = textOf(property) ?? (asksForCapture(name) ? jsonOf(property) : null);
    return text === null || name === "__proto__" ? [] : [[name, text] as const];
  });
  const kept = [
    ...entries.filter(([name]) => asksForCapture(name)),
    ...entries.filter(([name]) => !asksForCapture(name)),
  ].slice(0, most);
  return Object.fromEntries(
    kept.map(([name, text]) => [
      boundedText(name, longestName),
      boundedText(text, asksForCapture(name) ? longestCaptureValue : longestValue),
    ]),
  );
}
