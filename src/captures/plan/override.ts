import { boundedText } from "../../redaction/boundedText.ts";
import { readFilters } from "./captureFilter.ts";
import { filtersWithin } from "./filtersWithin.ts";
import type { CustomProperties } from "../../alerts/text/customProperties.ts";
import type { CaptureLimits } from "./capturePlan.ts";

/** A limit that the alert rule requests in its custom properties, and how it was applied. */
export interface Override {
  readonly name: OverrideName;
  /** "limited": replaced by the app's own limit; "ignored": unreadable, or too wide. */
  readonly outcome: "applied" | "limited" | "ignored";
  readonly detail: string;
}

const overrideNames = ["captureTimeLimitSeconds", "captureMaxBytes", "captureFilters"] as const;
type OverrideName = (typeof overrideNames)[number];

interface Effect extends Omit<Override, "name"> {
  readonly limits: CaptureLimits;
}

/**
 * The limits of one alert's captures. The rule can lower the app's limits but not raise them. Unreadable
 * values are ignored, since a capture with the app's limits is better than none.
 */
export function applyOverrides(
  limits: CaptureLimits,
  customProperties: CustomProperties,
): { readonly limits: CaptureLimits; readonly overrides: readonly Override[] } {
  let effective = limits;
  const overrides: Override[] = [];
  for (const name of overrideNames) {
    const text = propertyOf(customProperties, name);
    if (text === null) continue;
    const { limits: changed, ...fate } = readers[name](text, effective);
    effective = changed;
    overrides.push({ name, ...fate });
  }
  return { limits: effective, overrides };
}

/** Matched without case, because people type these names; an exact match wins. */
function propertyOf(properties: CustomProperties, name: OverrideName): string | null {
  if (Object.hasOwn(properties, name)) return properties[name] ?? null;
  const wanted = name.toLowerCase();
  return Object.entries(properties).find(([key]) => key.toLowerCase() === wanted)?.[1] ?? null;
}

const readers: Readonly<Record<OverrideName, (text: string, limits: CaptureLimits) => Effect>> = {
  captureTimeLimitSeconds: (text, limits) => lowered(text, limits, "timeLimitSeconds"),
  captureMaxBytes: (text, limits) => lowered(text, limits, "maxBytes"),
  captureFilters: narrowed,
};

function lowered(text: string, limits: CaptureLimits, key: "timeLimitSeconds" | "maxBytes"): Effect {
  const limit = limits[key];
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  const asked = `"${boundedText(text, 30)}"`;
  if (value < 1) return { limits, outcome: "ignored", detail: `${asked} is not a whole number from 1.` };
  if (value > limit)
    return { limits, outcome: "limited", detail: `${asked} is above the app's own limit, ${figure(limit)}.` };
  const detail = `${figure(value)} instead of the app's ${figure(limit)}.`;
  return { limits: { ...limits, [key]: value }, outcome: "applied", detail };
}

const figure = (value: number): string => value.toLocaleString("en-US");

/** What is captured instead: an ignored filter must never widen a capture silently. */
const inEffect = ({ filters }: CaptureLimits): string =>
  filters.length === 0
    ? "Without a filter all traffic is captured."
    : "The app's own filters apply (CAPTURE_FILTERS).";

function narrowed(text: string, limits: CaptureLimits): Effect {
  const ignored = (why: string): Effect => ({
    limits,
    outcome: "ignored",
    detail: `${why} ${inEffect(limits)}`,
  });
  const reading = readFilters(text);
  if (!reading.ok) return ignored(`The text ${boundedText(reading.detail, 350)}.`);
  const { filters } = reading;
  if (!filtersWithin(filters, limits.filters)) return ignored("They are wider than the app's own filters.");
  const detail = filters.length === 1 ? "1 filter." : `${filters.length} filters.`;
  return { limits: { ...limits, filters }, outcome: "applied", detail };
}
