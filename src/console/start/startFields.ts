import type { CaptureFilter } from "../../captures/plan/captureFilter.ts";
import type { CaptureLimits } from "../../captures/plan/capturePlan.ts";
import type { OnDemandRequest } from "../../captures/plan/readOnDemand.ts";

/** A row of the form's filters, as it was typed. */
export type FilterFields = Readonly<Required<Record<keyof CaptureFilter, string>>>;

/** The form, as it was typed. */
export interface StartFields {
  readonly vmId: string;
  readonly timeLimitSeconds: string;
  readonly maxMebibytes: string;
  readonly bytesPerPacket: string;
  readonly filters: readonly FilterFields[];
}

/** A field of the request, as the app's problems name it. */
type FieldName = keyof OnDemandRequest;

/** What is wrong with a field. */
export type FieldErrors = Partial<Readonly<Record<FieldName, string>>>;

type Reading =
  | { readonly ok: true; readonly request: OnDemandRequest }
  | { readonly ok: false; readonly errors: FieldErrors };

const mebibyte = 1024 * 1024;

/** The API's maximum for bytes per packet. */
const wholePacket = 4_294_967_295;

/** What the form begins with, and what becomes of it. */
export const startFields = {
  /** The app's own limits, which are also the most. */
  initial: (vmId: string, limits: CaptureLimits): StartFields => ({
    vmId,
    timeLimitSeconds: String(limits.timeLimitSeconds),
    maxMebibytes: String(Math.round((limits.maxBytes / mebibyte) * 100) / 100),
    bytesPerPacket: String(limits.bytesPerPacket),
    filters: [],
  }),

  noFilter: {
    protocol: "Any",
    localIPAddress: "",
    localPort: "",
    remoteIPAddress: "",
    remotePort: "",
  } satisfies FilterFields as FilterFields,

  /** The request, or what is wrong before the app is asked. The app alone judges ids and filters. */
  read(fields: StartFields, limits: CaptureLimits): Reading {
    const vmId = fields.vmId.trim();
    const seconds = wholeFrom(fields.timeLimitSeconds, 1, limits.timeLimitSeconds);
    const bytes = bytesFrom(fields.maxMebibytes, limits.maxBytes);
    const packet = wholeFrom(fields.bytesPerPacket, ...packetBounds(limits));
    const errors = {
      ...(vmId === "" ? { vmId: "Enter the ARM id of a virtual machine." } : {}),
      ...(typeof seconds === "string" ? { timeLimitSeconds: seconds } : {}),
      ...(typeof bytes === "string" ? { maxBytes: bytes } : {}),
      ...(typeof packet === "string" ? { bytesPerPacket: packet } : {}),
    };
    if (typeof seconds === "string" || typeof bytes === "string" || typeof packet === "string" || vmId === "")
      return { ok: false, errors };
    const filters = fields.filters.map(filterOf).filter((filter) => Object.keys(filter).length > 0);
    return {
      ok: true,
      request: {
        vmId,
        timeLimitSeconds: seconds,
        maxBytes: bytes,
        bytesPerPacket: packet,
        ...(filters.length === 0 ? {} : { filters }),
      },
    };
  },
};

/** 0 keeps whole packets, which is the most; it is not allowed where the app keeps less. */
const packetBounds = ({ bytesPerPacket }: CaptureLimits): [number, number] =>
  bytesPerPacket === 0 ? [0, wholePacket] : [1, bytesPerPacket];

/** The number, or what was expected. */
function wholeFrom(text: string, least: number, most: number): number | string {
  const number = /^\d{1,10}$/.test(text.trim()) ? Number(text) : NaN;
  return number >= least && number <= most
    ? number
    : `Enter a whole number from ${least} to ${most.toLocaleString("en-US")}.`;
}

function bytesFrom(text: string, most: number): number | string {
  const number = /^\d{1,6}(?:[.,]\d{1,6})?$/.test(text.trim()) ? Number(text.replace(",", ".")) : NaN;
  const bytes = Math.round(number * mebibyte);
  const shown = (most / mebibyte).toLocaleString("en-US", { maximumFractionDigits: 2 });
  // The form shows the app's own limit with two decimals.
  if (bytes > most && bytes - most <= mebibyte / 100) return most;
  return bytes >= 1 && bytes <= most ? bytes : `Enter a number up to ${shown}.`;
}

/** Empty fields say nothing, and a row without an address, a port and a protocol is none. */
function filterOf({ protocol, ...values }: FilterFields): CaptureFilter {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value.trim() === "" ? [] : [[name, value.trim()] as const],
  );
  if (given.length === 0 && protocol === "Any") return {};
  return { protocol: protocol as "TCP" | "UDP" | "Any", ...Object.fromEntries(given) };
}
