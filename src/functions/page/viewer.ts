import { version } from "../../version.ts";
import { principal } from "../http/principal.ts";
import { appRoles } from "./appRoles.ts";
import type { Viewer } from "../../api/viewer.ts";
import type { Config } from "../../config.ts";
import type { HttpHandler, HttpResponseInit } from "@azure/functions";

/** Ends the session, and comes back to the page. */
const signOut = "/.auth/logout?post_logout_redirect_uri=%2Fapi%2Fui";

/** Who uses the captures page: whoever has a function key, or a person. */
export const viewer = {
  /** GET /api/viewer: a key opens every route that it fits, so it has every right. */
  withKey:
    (config: Config): HttpHandler =>
    () =>
      answer(config, { user: null, rights: ["read", "operate"], signOut: null }),

  /** GET /api/ui/api/viewer: comes after the check of the sign-in. */
  signedIn:
    (config: Config): HttpHandler =>
    ({ headers }) => {
      const roles = principal.read(headers)?.valuesOf("roles") ?? [];
      return answer(config, {
        user: principal.nameIn(headers),
        rights: appRoles.rightsOf(roles),
        signOut,
      });
    },
};

function answer(config: Config, who: Pick<Viewer, "user" | "rights" | "signOut">): HttpResponseInit {
  const { reportTimeZone: timeZone, limits, page } = config;
  const jsonBody: Viewer = { ...who, version, timeZone, limits, links: page.links };
  return { headers: { "Cache-Control": "no-store" }, jsonBody };
}
