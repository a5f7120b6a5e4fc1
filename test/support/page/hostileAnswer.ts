/** Words that the app itself chooses. Ids, moments and addresses of pages have a form of their own. */
const ownWords: readonly string[] = [
  ...["id", "vmId", "status", "state", "phase", "outcome", "code", "severity", "kind", "tone", "anchor"],
  ...["direction", "service", "side", "store", "stopReason", "stoppedBy", "timeZone", "ending", "source"],
];
const formed = /^\d{4}-\d\d-\d\dT|^(?:https?:\/)?\/|^#/;

const isTheApps = (key: string, text: string): boolean => ownWords.includes(key) || formed.test(text);

/** An answer of the app with a text behind every text in it that somebody else may have written. */
export function hostileAnswer(value: unknown, addition: string, key = ""): unknown {
  if (typeof value === "string") return isTheApps(key, value) ? value : value + addition;
  if (Array.isArray(value)) return value.map((entry) => hostileAnswer(entry, addition, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, hostileAnswer(entry, addition, name)]),
  );
}
