import * as v from "valibot";

/** A webhook that is told what became of an alert, beside the email. */
export interface NotificationEndpoint {
  readonly kind: "teams" | "cloudevents";
  /** A secret: whoever has it can post. */
  readonly url: string;
}

const most = { endpoints: 10, urlCharacters: 2000 };

/** Only what is posted to by HTTPS as it stands: a name or a password in it would be sent along. */
function isPlainHttps(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || text.length > most.urlCharacters || /[\s#]/.test(text)) return false;
  return url.protocol === "https:" && url.username === "" && url.password === "" && url.hostname !== "";
}

const form = "a JSON list of {kind, url}";

const schema = v.pipe(
  v.array(
    v.strictObject({
      kind: v.picklist(["teams", "cloudevents"]),
      url: v.pipe(v.string(), v.check(isPlainHttps)),
    }),
  ),
  v.maxLength(most.endpoints),
);

/** What is wrong with each member of an entry. */
const problems: Readonly<Record<string, string>> = {
  kind: 'has no kind "teams" or "cloudevents"',
  url: `has no https URL, of at most ${most.urlCharacters} characters, without a user name, a password and a fragment`,
};

/** The endpoints of NOTIFY_WEBHOOKS. @throws Error that names the entry, never its URL */
export function readEndpoints(json: string): readonly NotificationEndpoint[] {
  const reading = v.safeParse(schema, jsonOf(json), { abortEarly: true });
  if (reading.success) return reading.output;
  const [index, member] = (reading.issues[0].path ?? []).map(({ key }) => key);
  if (typeof index === "number")
    throw new Error(`must be ${form}: entry ${index + 1} ${problems[String(member)] ?? `is no {kind, url}`}`);
  throw new Error(`must be ${form}, at most ${most.endpoints}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A Key Vault reference that could not be resolved is left as it is, and is no JSON either.
    return null;
  }
}
