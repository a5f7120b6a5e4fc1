import { readFilters } from "./captureFilter.ts";
import { filtersWithin } from "./filtersWithin.ts";
import type { CaptureLimits } from "./capturePlan.ts";

/** A requested capture, or which field of the request is wrong and what was expected. */
export type OnDemandReading =
  | {
      readonly ok: true;
      readonly vmId: string;
      /** The limits that the request names, in a fixed order, its filters in the API's form. */
      readonly asked: Partial<CaptureLimits>;
      /** The same, and the app's own where the request names none. */
      readonly limits: CaptureLimits;
    }
  | { readonly ok: false; readonly field: string | null; readonly detail: string };

type NumberField = "timeLimitSeconds" | "maxBytes" | "bytesPerPacket";
const numberFields: readonly NumberField[] = ["timeLimitSeconds", "maxBytes", "bytesPerPacket"];
const fieldNames: readonly string[] = ["vmId", ...numberFields, "filters"];

/** The API's maximum for bytes per packet. */
const wholePacket = 4_294_967_295;

const refuse = (field: string | null, detail: string): OnDemandReading => ({ ok: false, field, detail });

/** Reads a request for a capture. The app's own limits are its defaults and its bounds. */
export function readOnDemand(body: unknown, limits: CaptureLimits): OnDemandReading {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return refuse(null, `The body must be a JSON object with ${fieldNames.join(", ")}; vmId is required.`);
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
  const stranger = Object.keys(given).find((name) => !fieldNames.includes(name));
  if (stranger !== undefined)
    return refuse(stranger.slice(0, 100), `There is no such field. The fields are ${fieldNames.join(", ")}.`);
  const { vmId } = given;
  if (typeof vmId !== "string") return refuse("vmId", "vmId must be the ARM id of a virtual machine.");
  const wrong = numberFields.find((name) => !isInBounds(given[name], boundsOf(name, limits)));
  if (wrong !== undefined) {
    const [least, most] = boundsOf(wrong, limits);
    return refuse(wrong, `${wrong} must be a whole number from ${least} to ${most}, this app's own limit.`);
  }
  const numbers: Partial<CaptureLimits> = Object.fromEntries(
    numberFields.flatMap((name) => (name in given ? [[name, given[name]]] : [])),
  );
  return given.filters === undefined
    ? { ok: true, vmId, asked: numbers, limits: { ...limits, ...numbers } }
    : withFilters(vmId, numbers, limits, given.filters);
}

function withFilters(
  vmId: string,
  numbers: Partial<CaptureLimits>,
  limits: CaptureLimits,
  value: unknown,
): OnDemandReading {
  const reading = readFilters(JSON.stringify(value));
  if (!reading.ok) return refuse("filters", `The member filters ${reading.detail}.`);
  if (!filtersWithin(reading.filters, limits.filters))
    return refuse("filters", "filters must not be wider than this app's own (CAPTURE_FILTERS).");
  const asked = { ...numbers, filters: reading.filters };
  return { ok: true, vmId, asked, limits: { ...limits, ...asked } };
}

/** 0 bytes per packet means whole packets: numerically the smallest value, but the widest limit. */
function boundsOf(name: NumberField, limits: CaptureLimits): readonly [least: number, most: number] {
  if (name !== "bytesPerPacket") return [1, limits[name]];
  return limits.bytesPerPacket === 0 ? [0, wholePacket] : [1, limits.bytesPerPacket];
}

const isInBounds = (value: unknown, [least, most]: readonly [number, number]): boolean =>
  value === undefined ||
  (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most);
