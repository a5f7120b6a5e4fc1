import { randomUUID } from "node:crypto";
import { AzureError } from "../azureError.ts";
import { headerText, type HttpRequest } from "../http/httpRequest.ts";
import { route, type Route } from "../http/route.ts";
import { emailAudiences } from "../identity/isKnownAudience.ts";
import { readEmailMessage } from "./emailMessage.ts";
import { isSigned } from "./isSigned.ts";
import type { Clock } from "../../environment/clock.ts";
import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { Tokens } from "../identity/tokens.ts";
import type { EmailOutbox } from "./emailOutbox.ts";

interface EmailServiceOptions {
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly outbox: EmailOutbox;
  /** Base64. */
  readonly accessKey: string;
  readonly baseUrl: () => string;
}

/** How many status polls return Running before one returns Succeeded. */
const runningPolls = 1;

/** Seconds that clients wait between polls. */
const retryAfter = { "retry-after": "1" };

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The email service of Communication Services. */
export function emailRoutes(options: EmailServiceOptions): readonly Route[] {
  const polls = new Map<string, number>();
  return [
    route("POST", "/emails:send", (request) => {
      admit(request, options);
      return send(request, options);
    }),
    route("GET", "/emails/operations/:id", (request, { id }) => {
      admit(request, options);
      return status(id.toLowerCase(), options.outbox, polls);
    }),
  ];
}

/** Checks that a request carries a token or a signature of the access key. @throws AzureError */
function admit(request: HttpRequest, { tokens, accessKey }: EmailServiceOptions): void {
  const authorization = headerText(request, "authorization");
  const isAdmitted = /^HMAC-SHA256 /i.test(authorization ?? "")
    ? isSigned(request, accessKey)
    : tokens.verify(authorization, emailAudiences) === "valid";
  if (!isAdmitted) throw new AzureError(401, "Denied", "Denied by the resource provider.");
  if (!request.query.get("api-version"))
    throw new AzureError(400, "MissingApiVersionParameter", "The api-version query parameter is required.");
}

function send(request: HttpRequest, { clock, outbox, baseUrl }: EmailServiceOptions): HttpAnswer {
  const id = headerText(request, "operation-id") ?? randomUUID();
  if (!uuid.test(id)) throw new AzureError(400, "BadRequest", "The Operation-Id header is not a UUID.");
  outbox.deliver(id, readEmailMessage(request.body), clock.now());
  const location = `${baseUrl()}/emails/operations/${id}?api-version=${request.query.get("api-version") ?? ""}`;
  const headers = { ...retryAfter, "operation-location": location };
  return { status: 202, headers, body: { id, status: "Running", error: null } };
}

function status(id: string, outbox: EmailOutbox, polls: Map<string, number>): HttpAnswer {
  const email = outbox.find(id);
  if (email === null) throw new AzureError(404, "NotFound", "The operation was not found.");
  const count = (polls.get(id) ?? 0) + 1;
  polls.set(id, count);
  const state = count > runningPolls ? "Succeeded" : "Running";
  return { status: 200, headers: retryAfter, body: { id: email.operationId, status: state, error: null } };
}
