const guid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6,7}Z$/;

/** A URL's path, with the version alone of its query: what follows is signed, and cut off in recordings. */
const urlForm = (text: string): string =>
  text.replace(/^https:\/\/[^/]+/, "<azure>").replace(/(api-version=[\d-]+).*$/, "$1");

/** A text with what every answer makes anew taken out: ids, times, the host, signatures. */
export function textForm(text: string): string {
  if (time.test(text)) return "<time>";
  const isUrl = text.startsWith("https://");
  // The subscription is the world's own, everywhere else a GUID is new.
  return (isUrl ? urlForm(text) : text).replace(guid, (found, at: number) =>
    text.startsWith("/subscriptions/") && at < 16 ? found : "<guid>",
  );
}

/** A JSON value as nested lists, so that the order of members counts, with what is made anew taken out. */
export function recordedForm(value: unknown): unknown {
  if (typeof value === "string") return textForm(value);
  if (Array.isArray(value)) return value.map(recordedForm);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value).map(([name, member]) => [name, recordedForm(member)]);
}
