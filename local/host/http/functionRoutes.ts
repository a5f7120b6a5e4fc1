import { textAnswer, type HostAnswer } from "./hostAnswer.ts";
import { routeTemplate, type RouteTemplate } from "./routeTemplate.ts";
import type { HttpFunction } from "../worker/appFunction.ts";
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

/** Calls the HTTP-triggered function that matches a request. @throws Error for a route it cannot serve. */
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
    const methods = new Set<string>();
    for (const { template, called } of routes) {
      const parameters = template.match(path);
      if (parameters === null) continue;
      if (called.methods.includes(request.method)) return call(called, request, parameters);
      for (const method of called.methods) methods.add(method);
    }
    if (methods.size === 0) return textAnswer(404, "No function has this route.");
    return {
      ...textAnswer(405, "The function does not allow this method."),
      headers: { allow: [...methods].join(", ") },
    };
  };
}
