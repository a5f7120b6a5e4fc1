import { readFilters } from "./captureFilter.ts";
import { filtersWithin } from "./filtersWithin.ts";
import type { CaptureLimits } from "./capturePlan.ts";

/** A capture that somebody asks for, or which field of the request is wrong and what was expected there. */
export type OnDemandReading =
  | { readonly ok: true; readonly vmId: string; readonly limits: CaptureLimits }
  | { readonly ok: false; readonly field: string | null; readonly detail: string };

type NumberField = "timeLimitSeconds" | "maxBytes" | "bytesPerPacket";
const numberFields: readonly NumberField[] = ["timeLimitSeconds", "maxBytes", "bytesPerPacket"];
const fieldNames: readonly string[] = ["vmId", ...numberFields, "filters"];

/** The most that the API takes as bytes of a packet. */
const wholePacket = 4_294_967_295;

const refuse = (field: string | null, detail: string): OnDemandReading => ({ ok: false, field, detail });

/** Reads a request for a capture. The app's own limits are its defaults, and bound it. */
export function readOnDemand(body: unknown, limits: CaptureLimits): OnDemandReading {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return refuse(null, `The body must be a JSON object with ${fieldNames.join(", ")}; vmId is required.`);
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
  const stranger = Object.keys(given).find((name) => !fieldNames.includes(name));
  if (stranger !== undefined)
    return refuse(stranger.slice(0, 100), `A capture has no such field; it has ${fieldNames.join(", ")}.`);
  const { vmId } = given;
  if (typeof vmId !== "string") return refuse("vmId", "vmId must be the ARM id of a virtual machine.");
  const wrong = numberFields.find((name) => !isInBounds(given[name], boundsOf(name, limits)));
  if (wrong !== undefined) {
    const [least, most] = boundsOf(wrong, limits);
    return refuse(wrong, `${wrong} must be a whole number from ${least} to ${most}, this app's own limit.`);
  }
  const { filters, ...rest } = given;
  const numbers = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== "vmId"));
  const asked = { ...limits, ...(numbers as Partial<Record<NumberField, number>>) };
  return filters === undefined ? { ok: true, vmId, limits: asked } : withFilters(vmId, asked, filters);
}

function withFilters(vmId: string, limits: CaptureLimits, value: unknown): OnDemandReading {
  const reading = readFilters(JSON.stringify(value));
  if (!reading.ok) return refuse("filters", `filters: ${reading.problem.slice(0, 200)}.`);
  if (!filtersWithin(reading.filters, limits.filters))
    return refuse("filters", "filters must not reach beyond this app's own (CAPTURE_FILTERS).");
  return { ok: true, vmId, limits: { ...limits, filters: reading.filters } };
}

/** 0 bytes of a packet are the whole packet: the least limit there is, and above every other. */
function boundsOf(name: NumberField, limits: CaptureLimits): readonly [least: number, most: number] {
  if (name !== "bytesPerPacket") return [1, limits[name]];
  return limits.bytesPerPacket === 0 ? [0, wholePacket] : [1, limits.bytesPerPacket];
}

const isInBounds = (value: unknown, [least, most]: readonly [number, number]): boolean =>
  value === undefined ||
  (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most);
