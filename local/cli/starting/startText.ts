import { durationText } from "../../../src/wording/durationText.ts";
import type { Environment } from "../../environment/environment.ts";
import type { HttpRoute } from "../../host/http/httpRoutes.ts";
import type { Keys } from "../../host/keys.ts";

/** What `npm start` tells about the environment that it started. */
interface StartFacts extends Pick<
  Environment,
  "url" | "pageUrl" | "labUrl" | "controlUrl" | "routes" | "keys"
> {
  readonly stateDirectory: string;
  readonly outboxDirectory: string;
  /** Of a capture whose alert asks for nothing else. */
  readonly timeLimitSeconds: number;
}

/** The same for machines: one line. */
export const startView = ({ routes, ...facts }: StartFacts) => ({
  event: "environment.ready",
  ...facts,
  routes: routes.map(({ methods, path }) => `${methods.join(", ")} ${path}`),
});

export const startText = ({ controlUrl, timeLimitSeconds, ...facts }: StartFacts): string => `
In a browser
  Captures     ${facts.pageUrl}${facts.keys === null ? "" : " (asks for a function key)"}
  Lab          ${facts.labUrl}: fire alerts, inject faults, read the mail

Fire an alert on WEB01 and follow it:
  npm run alert
Or deliver one as an action group does:
  curl -s -X POST ${controlUrl}/alerts -H 'Content-Type: application/json' -d '{"vm":"WEB01"}'
A capture takes ${durationText(timeLimitSeconds)}.${shorterText(timeLimitSeconds)}

Routes of the function app, at ${facts.url}
${routeLines(facts.routes.filter(isForCallers)).join("\n")}

Where things are
  Files        npm run captures -- download; ${controlUrl}/captures
  Emails       ${facts.outboxDirectory}, ${controlUrl}/emails
  State        ${facts.stateDirectory}
  Control API  ${controlUrl} (docs/local-control-api.md)
${facts.keys === null ? "" : keysText(facts.keys)}
Ctrl-C stops everything. Events of the app follow, one a line.
`;

const shortSeconds = 20;

const shorterText = (seconds: number): string =>
  seconds > shortSeconds ? ` Shorter: CAPTURE_TIME_LIMIT_SECONDS=${shortSeconds} npm start` : "";

/** The page's own routes are its own business: they answer people who have signed in, in Azure. */
const isForCallers = ({ path }: HttpRoute): boolean => !/^\/api\/ui(?:\/|$)/.test(path);

function routeLines(routes: readonly HttpRoute[]): readonly string[] {
  const methods = routes.map((one) => one.methods.join(", "));
  const width = Math.max(...methods.map((text) => text.length)) + 2;
  return routes.map(({ path }, index) => `  ${(methods[index] ?? "").padEnd(width)}${path}`);
}

const keysText = ({ functions, host, master }: Keys): string => `
Functions require a key, in the header x-functions-key or in the query parameter code:
${Object.entries(functions)
  .map(([name, key]) => `  ${name}: ${key}`)
  .join("\n")}
  any function: ${host}
  everything: ${master}
`;
