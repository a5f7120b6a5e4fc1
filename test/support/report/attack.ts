import type { ReportFacts } from "../../../src/report/reportFacts.ts";

/** Markup, a header, lines of ours, marks that turn the reading direction, and a control character. */
export const attack = `</td><script>alert(1)</script><img src=x onerror='a'>"&amp;\r\nBcc: x@example.org\r\nCapture file  https://evil.example\n-- \u202e\u2028\u0000`;

/** As long as the attack, and as little an address or an id. */
export const harmless = " harmless words".repeat(Math.ceil(attack.length / 15)).slice(0, attack.length);

/** Words that the code itself chooses: no payload and no packet reaches them. */
const ownWords: readonly string[] = [
  "outcome",
  "code",
  "timeZone",
  "portal",
  "storageAccountId",
  "appOrigin",
  "asked",
  "service",
  "direction",
  "ending",
  "source",
  "format",
  "operator",
  "aggregation",
  "access",
  "about",
];

/** Moments and ids are understood only in their own form: as anything else they are text, or lead nowhere. */
const formed: readonly string[] = [
  ...["startedAt", "endedAt", "firedAt", "startsAt", "readAt", "captureFrom", "from", "to", "at"],
  ...["fileUrl", "files", "instanceFolder", "id", "vmId"],
];

/** Every text of the facts that someone else wrote, by its path. */
export function foreignTexts(value: unknown, path = ""): readonly string[] {
  const key = path.split(".").at(-1) ?? "";
  if (typeof value === "string") return ownWords.includes(key) ? [] : [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) =>
    foreignTexts(entry, path === "" ? name : `${path}.${name}`),
  );
}

/** By its name, or by that of the list that it is in. */
const isFormed = (path: string): boolean =>
  formed.includes(
    path
      .replace(/\.\d+$/, "")
      .split(".")
      .at(-1) ?? "",
  );

/** The facts with a text behind every foreign text in them, but those that have a form of their own. */
export const extended = (given: ReportFacts, addition: string): ReportFacts =>
  foreignTexts(given)
    .filter((path) => !isFormed(path))
    .reduce((facts, path) => extendedAt(facts, path, addition), given);

/** The facts with a text behind the one at a path. */
export const extendedAt = (given: ReportFacts, path: string, addition: string): ReportFacts =>
  replaced(given, path.split("."), addition) as ReportFacts;

function replaced(value: unknown, [key, ...rest]: readonly string[], addition: string): unknown {
  if (key === undefined) return `${value as string}${addition}`;
  if (Array.isArray(value))
    return value.map((entry: unknown, index) =>
      String(index) === key ? replaced(entry, rest, addition) : entry,
    );
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [key]: replaced(fields[key], rest, addition) };
}
