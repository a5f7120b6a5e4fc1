import { isJsonObject } from "../azure/jsonObject.ts";

/** Fields that distinguish one firing of an alert from another, in all families of payload. */
const identifiers = ["alertId", "eventDataId"];
const times = ["firedDateTime", "timestamp", "SearchIntervalEndtimeUtc"];

/**
 * Makes a payload a fresh occurrence, with a new alert id and the given time (ISO 8601), so that sending a
 * sample twice makes two alerts. Only fields that hold text change; an ARM id keeps all but its last segment.
 */
export function freshOccurrence(payload: unknown, id: string, time: string): unknown {
  if (Array.isArray(payload)) return payload.map((item) => freshOccurrence(item, id, time));
  if (!isJsonObject(payload)) return payload;
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => {
      if (typeof value !== "string") return [name, freshOccurrence(value, id, time)];
      if (identifiers.includes(name)) return [name, value.replace(/[^/]*$/, id)];
      return [name, times.includes(name) ? time : value];
    }),
  );
}

/** The body of a request that a workflow tool recorded as {headers, body}; any other payload as it is. */
export function unwrapRecordedRequest(payload: unknown): unknown {
  if (!isJsonObject(payload) || !("headers" in payload) || !("body" in payload)) return payload;
  return typeof payload.body === "string" ? (JSON.parse(payload.body) as unknown) : payload.body;
}
