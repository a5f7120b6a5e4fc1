import { principal, signInPath } from "./principal.ts";
import { problem } from "./problem.ts";
import type { SecureWebhook } from "../../config.ts";
import type { HttpResponseInit } from "@azure/functions";

/** The error for a caller who is not signed in to this tenant; null for one who is. */
export function checkSignIn(headers: Headers, expected: SecureWebhook): HttpResponseInit | null {
  const caller = principal.read(headers);
  if (caller === null)
    return problem(
      401,
      "A key alone does not start captures here (REQUIRE_SIGN_IN): sign in with Microsoft Entra too.",
      { members: { signIn: signInPath } },
    );
  const wrong = principal.problemOf(caller, expected);
  return wrong === null ? null : problem(403, `The caller ${wrong}.`);
}
