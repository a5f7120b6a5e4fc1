import { problem } from "./problem.ts";
import type { HttpHandler, HttpResponseInit } from "@azure/functions";

/** The Functions host's own: a key, and the name of a key. */
const ofHost = ["code", "clientid"];

const folded = (name: string): string => name.toLowerCase();

/** The parameters in the query of a route. Their casing does not matter, as to the host itself. */
export const queryParameters = {
  /** A parameter's value; null when it is absent. */
  read: (query: URLSearchParams, wanted: string): string | null =>
    [...query].find(([name]) => folded(name) === folded(wanted))?.[1] ?? null,

  /**
   * A name or a value as an answer may repeat it: a word, too short to be a key that was sent under a wrong
   * name. Null for anything else.
   */
  shown: (text: string): string | null => (/^[\w.-]{1,32}$/.test(text) ? text : null),

  /** The 400 to a parameter's wrong value. */
  wrong: (parameter: string, detail: string): HttpResponseInit =>
    problem(400, detail, { members: { parameter } }),

  /**
   * Answers 400 to a parameter that the route does not know. It would be ignored otherwise, and a misspelt
   * `whatIf` would start a capture.
   */
  only: (known: readonly string[], handler: HttpHandler): HttpHandler => {
    const names = [...known.map(folded), ...ofHost];
    return (request, context) => {
      const unknown = [...request.query.keys()].find((name) => !names.includes(folded(name)));
      return unknown === undefined ? handler(request, context) : unknownParameter(unknown, known);
    };
  },
};

function unknownParameter(name: string, known: readonly string[]): HttpResponseInit {
  const shown = queryParameters.shown(name);
  const these = known.length === 0 ? "The route has none." : `The route has: ${known.join(", ")}.`;
  const which = shown === null ? "The query has an unknown parameter." : `There is no parameter "${shown}".`;
  return problem(400, `${which} ${these}`, shown === null ? {} : { members: { parameter: shown } });
}
