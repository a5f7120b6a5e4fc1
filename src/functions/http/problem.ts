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

/** An error as RFC 9457 has it, with the members that some of them add. */
export interface Problem extends ProblemMembers {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  /** What is wrong and what was expected, for people. */
  readonly detail: string;
}

interface ProblemMembers {
  /** Which field of the body, or which header, is wrong. */
  readonly field?: string;
  /** Which parameter of the query is wrong or unknown. */
  readonly parameter?: string;
  /** The instance that another request with the same Idempotency-Key has started. */
  readonly id?: string;
  /** Every missing or invalid setting, with what was expected; never its value. */
  readonly problems?: readonly string[];
  /** The app's version. */
  readonly version?: string;
  /** The id of the email that could not be sent. */
  readonly messageId?: string;
  /** What the email service answered; null when it did not answer. */
  readonly serviceStatus?: number | null;
  readonly serviceCode?: string | null;
  /** What each endpoint of NOTIFY_WEBHOOKS answered to a test. */
  readonly results?: readonly EndpointResult[];
}

interface EndpointResult {
  readonly kind: string;
  readonly host: string;
  readonly sent: boolean;
  /** Null when the endpoint did not answer. */
  readonly status: number | null;
  readonly error: string | null;
}

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
