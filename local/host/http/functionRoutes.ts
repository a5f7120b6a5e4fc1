import { routeTemplate, type RouteTemplate } from "./routeTemplate.ts";
import type { HttpFunction } from "../worker/appFunction.ts";
import type { HostAnswer } from "./hostAnswer.ts";
import type { HostRequest } from "./hostRequest.ts";

interface Route {
  readonly template: RouteTemplate;
  readonly called: HttpFunction;
}

type Call = (
  called: HttpFunction,
  request: HostRequest,
  parameters: Readonly<Record<string, string>>,
) => Promise<HostAnswer>;

/**
 * Calls the HTTP-triggered function that matches a request. Like an unknown route, a method that the function
 * does not allow is answered 404 without a body. @throws Error for a route it cannot serve.
 */
export function functionRoutes(
  functions: readonly HttpFunction[],
  prefix: string,
  call: Call,
): (request: HostRequest) => Promise<HostAnswer> {
  const routes = functions
    .map((called): Route => ({ template: routeTemplate(`${prefix}/${called.route}`), called }))
    .sort((one, other) => (one.template.rank < other.template.rank ? -1 : 1));
  return async (request) => {
    const path = request.url.pathname.slice(1);
    for (const { template, called } of routes) {
      const parameters = template.match(path);
      if (parameters === null) continue;
      if (called.methods.includes(request.method)) return call(called, request, parameters);
    }
    return { status: 404 };
  };
}
