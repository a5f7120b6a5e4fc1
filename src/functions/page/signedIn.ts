import { log } from "../../telemetry/log.ts";
import { areAll, principal, signInPath, type Principal } from "../http/principal.ts";
import { problem } from "../http/problem.ts";
import { appRoles, type Right } from "./appRoles.ts";
import type { Config } from "../../config.ts";
import type { CreateHandler } from "../http/configured.ts";
import type { HttpRequest, HttpResponseInit } from "@azure/functions";

/**
 * A route of the captures page: the host asks for no key, so the app itself answers only to someone who is
 * signed in with Microsoft Entra and has the right.
 */
export const signedIn =
  (right: Right, create: CreateHandler): CreateHandler =>
  (config, azure) => {
    const handler = create(config, azure);
    return (request, context) => {
      const refusal = refusalOf(request, right, config);
      if (refusal === null) return handler(request, context);
      if (isAttempt(request)) log(context, "signIn.refused", { status: refusal.status });
      return refusal;
    };
  };

/** A browser that only asks whether it is signed in is no attempt: the page does so whenever it is opened. */
const isAttempt = ({ method, headers }: HttpRequest): boolean =>
  method !== "GET" || headers.has("x-ms-client-principal");

function refusalOf(
  { method, headers }: HttpRequest,
  right: Right,
  { platformAuthentication, page }: Config,
): HttpResponseInit | null {
  if (!platformAuthentication)
    return problem(401, "There is no sign-in here: App Service Authentication is off. Use a function key.", {
      members: { signIn: null },
    });
  const caller = principal.read(headers);
  if (caller === null)
    return problem(401, "Sign in with Microsoft Entra.", { members: { signIn: signInPath } });
  const wrong = whatIsWrong(caller, right, page.tenants);
  if (wrong !== null) return problem(403, `The caller ${wrong}.`);
  return forgeryOf(method, headers);
}

function whatIsWrong(caller: Principal, right: Right, tenants: readonly string[] | null): string | null {
  if (!areAll(caller.providers, ["aad"])) return "is not signed in with Microsoft Entra";
  const own = caller.valuesOf("tenant");
  // Without a known tenant the platform has checked the token's issuer; two tenants are never right.
  const isOfTenant = tenants === null ? own.length < 2 || areAll(own, own.slice(0, 1)) : areAll(own, tenants);
  if (!isOfTenant) return "belongs to another tenant";
  const isAllowed = appRoles.rightsOf(caller.valuesOf("roles")).includes(right);
  return isAllowed ? null : `does not have the app role ${appRoles.roleFor(right)}`;
}

/**
 * The session is a cookie, which browsers send with the requests of foreign pages too. Those cannot add a
 * header without asking first, and the app allows no other origin.
 */
function forgeryOf(method: string, headers: HttpRequest["headers"]): HttpResponseInit | null {
  if (method !== "GET" && !headers.has("x-requested-with"))
    return problem(403, "A POST here needs the header X-Requested-With, with any value.", {
      members: { field: "X-Requested-With" },
    });
  return headers.get("sec-fetch-site")?.toLowerCase() === "cross-site"
    ? problem(403, "The request comes from another site.")
    : null;
}
