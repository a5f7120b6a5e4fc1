import * as v from "valibot";
import type { PageLink } from "../api/viewer.ts";

const most = { links: 10, labelCharacters: 40, hrefCharacters: 2000 };

/**
 * A path of the app's own origin, or an https URL without a name and a password. To a browser "//" and "/\"
 * begin another host.
 */
function isHref(text: string): boolean {
  if (text.length > most.hrefCharacters || /[\s\\\p{Cc}]/u.test(text)) return false;
  if (text.startsWith("/")) return !text.startsWith("//");
  const url = /^https:\/\//i.test(text) ? URL.parse(text) : null;
  return url !== null && url.username === "" && url.password === "" && url.hostname !== "";
}

const form = "a JSON list of {label, href}";

const schema = v.pipe(
  v.array(
    v.strictObject({
      label: v.pipe(
        v.string(),
        v.trim(),
        v.minLength(1),
        v.maxLength(most.labelCharacters),
        v.regex(/^[^\p{Cc}\p{Cf}]+$/u),
      ),
      href: v.pipe(v.string(), v.check(isHref)),
    }),
  ),
  v.maxLength(most.links),
);

/** What is wrong with each member of an entry. */
const problems: Readonly<Record<string, string>> = {
  label: `has no label of 1 to ${most.labelCharacters} characters`,
  href: `has no href: an https URL without a user name and a password, or a path that begins with one /, of at most ${most.hrefCharacters} characters`,
};

/** The links of PAGE_LINKS. @throws Error that names the entry */
export function readPageLinks(json: string): readonly PageLink[] {
  const reading = v.safeParse(schema, jsonOf(json), { abortEarly: true });
  if (reading.success) return reading.output;
  const [index, member] = (reading.issues[0].path ?? []).map(({ key }) => key);
  if (typeof index === "number")
    throw new Error(
      `must be ${form}: entry ${index + 1} ${problems[String(member)] ?? `is no {label, href}`}`,
    );
  throw new Error(`must be ${form}, at most ${most.links}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
