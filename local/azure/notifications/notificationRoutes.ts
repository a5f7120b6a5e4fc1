import { jsonBody, type HttpRequest } from "../http/httpRequest.ts";
import { route, type Route } from "../http/route.ts";
import { cardProblems } from "./cardProblems.ts";
import { eventProblems } from "./eventProblems.ts";
import { isSignatureValid } from "./isSignatureValid.ts";
import type { Clock } from "../../environment/clock.ts";
import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { NotificationInbox, ReceivedNotification } from "./notificationInbox.ts";

interface NotificationOptions {
  readonly clock: Clock;
  readonly inbox: NotificationInbox;
  /** The secret of the signatures. */
  readonly webhookSecret: string;
}

/** Two webhooks, one a kind, which check what they get as its receivers would, and keep it. */
export const notificationRoutes = (options: NotificationOptions): readonly Route[] => [
  route("POST", "/notifications/teams", (request) => {
    const problems = cardProblems(contentOf(request), request.body.length);
    return keep(options, "teams", request, { problems, signatureValid: null });
  }),
  route("POST", "/notifications/cloudevents", (request) => {
    const signatureValid = isSignatureValid(request, options.webhookSecret);
    return keep(options, "cloudevents", request, {
      problems: eventProblems(request, contentOf(request)),
      signatureValid,
    });
  }),
];

function keep(
  { clock, inbox }: NotificationOptions,
  kind: ReceivedNotification["kind"],
  request: HttpRequest,
  check: Pick<ReceivedNotification, "problems" | "signatureValid">,
): HttpAnswer {
  const receivedAt = new Date(clock.now()).toISOString();
  inbox.add({ kind, receivedAt, headers: request.headers, body: contentOf(request), ...check });
  if (check.signatureValid === false) return { status: 401, body: { error: "The signature is wrong." } };
  return check.problems.length === 0 ? { status: 202 } : { status: 400, body: { problems: check.problems } };
}

function contentOf(request: HttpRequest): unknown {
  try {
    return jsonBody(request);
  } catch {
    return request.body.toString("utf8");
  }
}
