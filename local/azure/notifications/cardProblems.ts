import { createRequire } from "node:module";
import { isJsonObject } from "../jsonObject.ts";
import type * as AdaptiveCards from "adaptivecards";

/** Of a whole message, in bytes. */
const largest = 28 * 1024;

const cardType = "application/vnd.microsoft.card.adaptive";

/** The version that Teams shows on every device, in parts of the library's own. */
const version = { major: 1, minor: 4 };

/**
 * What Teams would object to in a message for a Workflows webhook: its envelope, and what Microsoft's own
 * reader of Adaptive Cards complains of or does not know.
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
export function cardProblems(body: unknown, bytes: number): readonly string[] {
  if (!isJsonObject(body)) return ["The body is no JSON object."];
  const { type, attachments, ...others } = body;
  const [attachment, ...more] = (Array.isArray(attachments) ? attachments : []) as unknown[];
  const problems: string[] = [];
  if (bytes > largest) problems.push(`The message has ${bytes} bytes; ${largest} are allowed.`);
  if (type !== "message") problems.push('"type" is not "message".');
  if (Object.keys(others).length > 0) problems.push(`Unknown members: ${Object.keys(others).join(", ")}.`);
  if (!isJsonObject(attachment) || more.length > 0) return [...problems, "It has not one attachment."];
  if (attachment.contentType !== cardType) problems.push(`The attachment is no ${cardType}.`);
  if (attachment.contentUrl !== null) problems.push('"contentUrl" is not null.');
  if (!isJsonObject(attachment.content)) return [...problems, "The attachment has no card."];
  return [...problems, ...complaintsOf(attachment.content)];
}

/** The reader drops what it does not know, and so what is lost on the way through it is unknown. */
function complaintsOf(content: Readonly<Record<string, unknown>>): readonly string[] {
  const { AdaptiveCard, SerializationContext, Version } = reader();
  const context = new SerializationContext(new Version(version.major, version.minor));
  const card = new AdaptiveCard();
  card.parse(content, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const lost = lostFrom(content, card.toJSON(context));
  return [...events, ...lost.map((path) => `The card has ${path}, which is unknown, wrong, or the default.`)];
}

/** In Node only the library's bundle can be loaded, and only by those who need it: it is large. */
const reader = (): typeof AdaptiveCards =>
  createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js") as typeof AdaptiveCards;

/** The paths of values that a copy does not have; words are the same in any casing. */
function lostFrom(value: unknown, copy: unknown, path = "card"): readonly string[] {
  if (typeof value !== "object" || value === null)
    return String(value).toLowerCase() === String(copy).toLowerCase() ? [] : [path];
  const kept = (typeof copy === "object" && copy !== null ? copy : {}) as Readonly<Record<string, unknown>>;
  return Object.entries(value).flatMap(([name, inner]) => lostFrom(inner, kept[name], `${path}.${name}`));
}
