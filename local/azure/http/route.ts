import type { HttpAnswer } from "./httpAnswer.ts";
import type { HttpRequest } from "./httpRequest.ts";

/** The names of the `:name` segments of a path pattern. */
type Names<P extends string> = P extends `${string}/:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : P extends `${string}/:${infer Name}`
    ? Name
    : never;

type Handle<N extends string> = (
  request: HttpRequest,
  parameters: Readonly<Record<N, string>>,
) => HttpAnswer | Promise<HttpAnswer>;

export interface Route {
  readonly method: string;
  /** The decoded parameters of a matching path; null when it does not match. */
  readonly match: (path: string) => Readonly<Record<string, string>> | null;
  readonly handle: Handle<string>;
}

/** A route for paths that match `pattern`. `:name` stands for one segment; case does not matter. */
export function route<P extends string>(method: string, pattern: P, handle: Handle<Names<P>>): Route {
  const source = pattern.replaceAll(".", "\\.").replace(/\/:(\w+)/g, "/(?<$1>[^/]+)");
  const form = new RegExp(`^${source}/?$`, "i");
  return {
    method,
    match(path) {
      const found = form.exec(path);
      return found && decoded(found.groups ?? {});
    },
    handle,
  };
}

function decoded(groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> | null {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    return null;
  }
}

/**
 * Runs the first matching route. Returns null when no path matches, "method" when only other methods match.
 */
export function dispatch(
  routes: readonly Route[],
  request: HttpRequest,
): HttpAnswer | Promise<HttpAnswer> | "method" | null {
  let pathFits = false;
  for (const candidate of routes) {
    const parameters = candidate.match(request.path);
    if (parameters === null) continue;
    if (candidate.method === request.method) return candidate.handle(request, parameters);
    pathFits = true;
  }
  return pathFits ? "method" : null;
}
