import type { Cookie, HttpData, Nullable } from "../worker/programmingModel.ts";
import type { HostAnswer } from "./hostAnswer.ts";
import type { HostRequest } from "./hostRequest.ts";

const nullable = (values: Iterable<readonly [string, string]>): Record<string, Nullable> =>
  Object.fromEntries([...values].map(([name, value]) => [name, { value }]));

/** A request in the form that functions receive. Like the real host, it drops a body without a length. */
export function httpData(request: HostRequest, parameters: Readonly<Record<string, string>>): HttpData {
  const query = new Map<string, string>();
  for (const [name, value] of request.url.searchParams) {
    const earlier = query.get(name);
    query.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  const data = {
    url: request.url.href,
    method: request.method,
    nullableHeaders: nullable(Object.entries(request.headers)),
    nullableQuery: nullable(query),
    nullableParams: nullable(Object.entries(parameters)),
  };
  return hasLength(request) ? { ...data, body: { bytes: request.body } } : data;
}

const hasLength = ({ headers }: HostRequest): boolean => Number(headers["content-length"] ?? 0) > 0;

/** Whether the function will not see the body, because it came without Content-Length. */
export const losesBody = (request: HostRequest): boolean => request.body.length > 0 && !hasLength(request);

/** A function's result as a response; nothing is 204. */
export function hostAnswerOf(data: HttpData | undefined): HostAnswer {
  if (data === undefined) return { status: 204 };
  const { statusCode = "200", headers = {}, cookies = [], body } = data;
  const setCookie = cookies.length === 0 ? {} : { "set-cookie": cookies.map(cookieText) };
  const bytes = body?.bytes ?? body?.string ?? "";
  return {
    status: Number(statusCode),
    headers: { ...headers, ...setCookie },
    body: typeof bytes === "string" ? bytes : Buffer.from(bytes),
  };
}

const sameSites: Readonly<Record<string, string>> = { lax: "Lax", strict: "Strict", explicitNone: "None" };

function cookieText(cookie: Cookie): string {
  const { name, value, domain, path, expires, maxAge, secure, httpOnly, sameSite = "" } = cookie;
  const parts = [`${name}=${encodeURIComponent(value)}`];
  if (expires?.value.seconds !== undefined)
    parts.push(`expires=${new Date(expires.value.seconds * 1000).toUTCString()}`);
  if (maxAge !== undefined) parts.push(`max-age=${maxAge.value}`);
  if (domain !== undefined) parts.push(`domain=${domain.value}`);
  if (path !== undefined) parts.push(`path=${path.value}`);
  if (secure?.value === true) parts.push("secure");
  if (httpOnly?.value === true) parts.push("httponly");
  if (sameSites[sameSite] !== undefined) parts.push(`samesite=${sameSites[sameSite]}`);
  return parts.join("; ");
}
