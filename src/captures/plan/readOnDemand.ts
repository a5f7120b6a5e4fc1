import * as v from "valibot";
import { filtersWithin } from "./filtersWithin.ts";
import { limitSchemas, wholeNumber } from "./limitSchemas.ts";
import type { CaptureFilter } from "./captureFilter.ts";
import type { CaptureLimits } from "./capturePlan.ts";

/** The body of a request for a capture. The app's own limits are its defaults and its bounds. */
export interface OnDemandRequest {
  /** ARM id of the virtual machine. */
  readonly vmId: string;
  /**
   * @minimum 1
   * @maximum 18000
   */
  readonly timeLimitSeconds?: number | null;
  /**
   * Bytes per session.
   * @minimum 1
   * @maximum 4294967295
   */
  readonly maxBytes?: number | null;
  /**
   * Bytes per packet; 0 keeps whole packets.
   * @minimum 0
   * @maximum 4294967295
   */
  readonly bytesPerPacket?: number | null;
  /** @maxItems 20 */
  readonly filters?: readonly CaptureFilter[] | null;
}

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

/** The API's maximum for bytes per packet. */
const wholePacket = 4_294_967_295;

/** Reads a request for a capture. The app's own limits are its defaults and its bounds. */
export function readOnDemand(body: unknown, limits: CaptureLimits): OnDemandReading {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return wrong(null, `The body must be a JSON object with ${fieldNames}; vmId is required.`);
  // A field that is null counts as absent.
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
  const reading = v.safeParse(schemaWithin(limits), given, { abortEarly: true });
  if (!reading.success) return problemOf(reading.issues[0]);
  const { vmId, ...asked } = reading.output;
  return { ok: true, vmId, asked, limits: { ...limits, ...asked } };
}

/** The schema of a request, with the app's own limits as bounds. */
const schemaWithin = (limits: CaptureLimits) =>
  v.strictObject({
    vmId: v.string("must be the ARM id of a virtual machine, a scale set or an instance of one"),
    timeLimitSeconds: v.exactOptional(wholeNumber(1, limits.timeLimitSeconds, "this app's own limit")),
    maxBytes: v.exactOptional(wholeNumber(1, limits.maxBytes, "this app's own limit")),
    bytesPerPacket: v.exactOptional(packetBytesWithin(limits.bytesPerPacket)),
    filters: v.exactOptional(
      v.pipe(
        limitSchemas.filters,
        v.check(
          (filters: readonly CaptureFilter[]) => filtersWithin(filters, limits.filters),
          "must not be wider than this app's own (CAPTURE_FILTERS)",
        ),
      ),
    ),
  }) satisfies v.GenericSchema<unknown, OnDemandRequest>;

const fieldNames = "vmId, timeLimitSeconds, maxBytes, bytesPerPacket, filters";

/** 0 bytes per packet means whole packets: numerically the smallest value, but the widest limit. */
const packetBytesWithin = (most: number) =>
  most === 0
    ? wholeNumber(0, wholePacket, "this app's own limit")
    : wholeNumber(1, most, "this app's own limit");

const wrong = (field: string | null, detail: string): OnDemandReading => ({ ok: false, field, detail });

function problemOf(issue: v.BaseIssue<unknown>): OnDemandReading {
  const key = issue.path?.[0]?.key;
  const field = typeof key === "string" ? key : "";
  if (issue.type === "strict_object" && issue.expected === "never")
    return wrong(field.slice(0, 100), `There is no such field. The fields are ${fieldNames}.`);
  // Its reader completes "has a wrong filter …".
  return wrong(field, `${field} ${issue.message}.`);
}
