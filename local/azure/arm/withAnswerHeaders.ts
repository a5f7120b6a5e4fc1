import { randomUUID } from "node:crypto";
import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { HttpRequest } from "../http/httpRequest.ts";

/** The headers that recordings have on every answer of Resource Manager. */
const always = {
  "cache-control": "no-cache",
  pragma: "no-cache",
  expires: "-1",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
} as const;

/** What is left of the limits of calls. Simulated Azure never uses them up: `PUT /faults` throttles. */
const callsLeft: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  GET: { "x-ms-ratelimit-remaining-subscription-global-reads": "3749" },
  DELETE: { "x-ms-ratelimit-remaining-subscription-deletes": "799" },
};
const writesLeft = { "x-ms-ratelimit-remaining-subscription-writes": "1199" } as const;

const isFromGateway = ({ headers = {} }: HttpAnswer): boolean => "x-ms-failure-cause" in headers;

/** The answer with the headers of Resource Manager and of the service behind it. */
export function withAnswerHeaders(request: HttpRequest, answer: HttpAnswer): HttpAnswer {
  if (isFromGateway(answer)) return { ...answer, headers: { ...always, ...answer.headers } };
  const byService = {
    ...(callsLeft[request.method] ?? writesLeft),
    "x-ms-request-id": randomUUID(),
    ...(/\/providers\/Microsoft\.Network\//i.test(request.path) && {
      "x-ms-arm-service-request-id": randomUUID(),
    }),
  };
  return { ...answer, headers: { ...always, ...byService, ...answer.headers } };
}
