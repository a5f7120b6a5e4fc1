import { createRequire } from "node:module";
import { isJsonObject } from "../jsonObject.ts";
import type { HttpRequest } from "../http/httpRequest.ts";

/** The published schema of CloudEvents 1.0, as the SDK compiles it. */
type Validate = ((event: unknown) => boolean) & {
  readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
};

/** What every receiver of CloudEvents takes, in bytes. */
const largest = 64 * 1024;

/** What a receiver would object to in a CloudEvent of structured mode. */
export function eventProblems(
  { headers, body }: Pick<HttpRequest, "headers" | "body">,
  event: unknown,
): readonly string[] {
  const problems =
    body.length > largest ? [`The event has ${body.length} bytes; ${largest} are allowed.`] : [];
  if (!/^application\/cloudevents\+json(?:;|$)/.test(headers["content-type"] ?? ""))
    problems.push("The content type is not that of a CloudEvent in JSON.");
  if (!isJsonObject(event)) return [...problems, "The body is no JSON object."];
  // The schema takes any version and any name.
  if (event.specversion !== "1.0") problems.push('"specversion" is not "1.0".');
  for (const name of Object.keys(event))
    if (!/^(?:[a-z0-9]+|data_base64)$/.test(name)) problems.push(`"${name}" is no name of an attribute.`);
  const validate = schema();
  if (validate(event)) return problems;
  const faults = (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message ?? ""}`,
  );
  return [...problems, ...faults.map((fault) => fault.trim())];
}

/** The SDK itself fills in what an event lacks, and so only its schema judges. */
const schema = (): Validate => createRequire(import.meta.url)("cloudevents/dist/schema/v1.js") as Validate;
