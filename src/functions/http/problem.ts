import type { Problem, ProblemMembers } from "../../api/problem.ts";
import type { HttpResponseInit } from "@azure/functions";

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  413: "Content Too Large",
  502: "Bad Gateway",
  503: "Service Unavailable",
};

/** An RFC 9457 error response. `extra` adds headers and members. */
export const problem = (
  status: number,
  detail: string,
  extra: { readonly headers?: Record<string, string>; readonly members?: ProblemMembers } = {},
): HttpResponseInit => ({
  status,
  headers: { "Content-Type": "application/problem+json", ...extra.headers },
  body: JSON.stringify({
    type: "about:blank",
    title: titles[status] ?? "Error",
    status,
    detail,
    ...extra.members,
  } satisfies Problem),
});

/** An action group retries 503 and only a few other statuses: any other would lose the alert for good. */
export const unavailable = (detail: string, members: ProblemMembers = {}): HttpResponseInit =>
  problem(503, detail, { headers: { "Retry-After": "15" }, members });
