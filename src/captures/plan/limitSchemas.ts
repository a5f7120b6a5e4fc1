import * as v from "valibot";
import { readFilters } from "./captureFilter.ts";

/** A whole number from `least` to `most`; the message completes "NAME …", and `what` explains the bounds. */
export const wholeNumber = (least: number, most: number, what = "") => {
  const problem = `must be a whole number from ${least} to ${most}${what === "" ? "" : `, ${what}`}`;
  return v.pipe(v.number(problem), v.integer(problem), v.minValue(least, problem), v.maxValue(most, problem));
};

/** Filters of packets, in the API's form afterwards; the message completes "NAME …". */
const filters = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const reading = readFilters(JSON.stringify(dataset.value));
    if (reading.ok) return reading.filters;
    addIssue({ message: reading.detail });
    return NEVER;
  }),
);

/**
 * The limits of a packet capture session, as the API takes them.
 * https://learn.microsoft.com/rest/api/network-watcher/packet-captures/create
 */
export const limitSchemas = {
  timeLimitSeconds: wholeNumber(1, 18_000),
  maxBytes: wholeNumber(1, 4_294_967_295),
  bytesPerPacket: wholeNumber(0, 4_294_967_295),
  filters,
};
