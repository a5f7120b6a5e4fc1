import { errorText } from "../../environment/errorText.ts";
import type { HttpRequest } from "../http/httpRequest.ts";

/** What every receiver of CloudEvents takes, in bytes. */
const largest = 64 * 1024;

/** What the CloudEvents SDK, which checks by the published schema, objects to in an event of structured mode. */
export async function eventProblems({ headers, body }: HttpRequest): Promise<readonly string[]> {
  const { HTTP, CloudEvent } = await import("cloudevents");
  const problems =
    body.length > largest ? [`The event has ${body.length} bytes; ${largest} are allowed.`] : [];
  if (!/^application\/cloudevents\+json(?:;|$)/.test(headers["content-type"] ?? ""))
    return [...problems, "The content type is not that of a CloudEvent in JSON."];
  try {
    const event = HTTP.toEvent({ headers, body: body.toString("utf8") });
    if (!(event instanceof CloudEvent)) return [...problems, "It is not one event."];
    event.validate();
    return problems;
  } catch (error) {
    return [...problems, errorText(error)];
  }
}
