import { problem } from "./problem.ts";
import type { HttpHandler } from "@azure/functions";

/** The Functions host's own: a key, and the name of a key. */
const ofHost = ["code", "clientid"];

const folded = (name: string): string => name.toLowerCase();

/** The parameters in the query of a route. Their casing does not matter, as to the host itself. */
export const queryParameters = {
  /** A parameter's value; null when it is absent. */
  read: (query: URLSearchParams, wanted: string): string | null =>
    [...query].find(([name]) => folded(name) === folded(wanted))?.[1] ?? null,

  /**
   * Answers 400 to a parameter that the route does not know. It would be ignored otherwise, and a misspelt
   * `whatIf` would start a capture. The answer does not repeat it: it may be a key under a wrong name.
   */
  only: (known: readonly string[], handler: HttpHandler): HttpHandler => {
    const names = [...known.map(folded), ...ofHost];
    const these = known.length === 0 ? "The route has none." : `The route has: ${known.join(", ")}.`;
    return (request, context) =>
      [...request.query.keys()].every((name) => names.includes(folded(name)))
        ? handler(request, context)
        : problem(400, `The query has an unknown parameter. ${these}`);
  },
};
