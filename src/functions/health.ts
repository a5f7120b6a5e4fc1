import { version } from "../version.ts";
import type { HttpHandler } from "@azure/functions";

/** GET /api/health */
export const health = (): HttpHandler => () => ({ status: 200, jsonBody: { status: "ok", version } });
