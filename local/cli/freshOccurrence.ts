type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields that tell one firing of an alert from another, in the families of payload; each only where it is a text already. */
const identifiers = ["alertId", "eventDataId"];
const times = ["firedDateTime", "timestamp", "SearchIntervalEndtimeUtc"];

/**
 * Makes a payload a fresh occurrence: a new alert id and the given time (ISO 8601), so that sending a sample twice is
 * two alerts. An alert id that is an ARM id keeps all but its last segment.
 */
export function freshOccurrence(payload: unknown, id: string, time: string): unknown {
  if (Array.isArray(payload)) return payload.map((item) => freshOccurrence(item, id, time));
  if (!isObject(payload)) return payload;
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => {
      if (typeof value !== "string") return [name, freshOccurrence(value, id, time)];
      if (identifiers.includes(name)) return [name, value.replace(/[^/]*$/, id)];
      return [name, times.includes(name) ? time : value];
    }),
  );
}

/** The body itself, where a workflow tool has recorded a request as {headers, body}. */
export function unwrapRecordedRequest(payload: unknown): unknown {
  if (!isObject(payload) || !("headers" in payload) || !("body" in payload)) return payload;
  return typeof payload.body === "string" ? (JSON.parse(payload.body) as unknown) : payload.body;
}
