import { ApiError } from "./apiError.ts";
import type { Problem } from "../../api/problem.ts";

const messages: Readonly<Record<number, string>> = {
  401: "The app did not accept the sign-in.",
  403: "You may not do this.",
  404: "The app has nothing at this address.",
  408: "The app took too long to answer.",
  429: "The app is busy. Please wait a moment.",
  500: "The app failed to answer. Its log has the reason.",
  502: "The app is not reachable at the moment.",
  503: "The app is not available at the moment.",
  504: "The app took too long to answer.",
};

/** An error as the page shows it: in the app's own words where it has written some. */
export function errorOf({ status, headers }: Response, text: string): ApiError {
  const problem = problemIn(text);
  const message = problem?.detail ?? messages[status] ?? `The app answered with status ${status}.`;
  return new ApiError(status, message, problem, secondsOf(headers.get("retry-after")));
}

/** The host itself answers without a body, and a proxy with HTML. */
function problemIn(text: string): Problem | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  return typeof body === "object" && body !== null && "detail" in body && typeof body.detail === "string"
    ? (body as Problem)
    : null;
}

const secondsOf = (text: string | null): number | null =>
  text !== null && /^\d{1,5}$/.test(text) ? Number(text) : null;
