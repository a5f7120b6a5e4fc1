import { version } from "../version.ts";
import { unavailable } from "./http/problem.ts";
import type { HealthAnswer } from "../api/healthAnswer.ts";
import type { Setup } from "./http/configured.ts";
import type { HttpHandler } from "@azure/functions";

/** GET /api/health: whether the settings are complete and valid, and which version of the app this is. */
export const health = (setup: Setup): HttpHandler =>
  setup.ok
    ? () => ({ status: 200, jsonBody: { status: "ok", version } satisfies HealthAnswer })
    : () => unavailable(setup.error.message, { problems: setup.error.problems, version });
