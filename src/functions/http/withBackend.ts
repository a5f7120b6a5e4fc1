import { BackendUnavailable } from "../../durable/instances/backendUnavailable.ts";
import { unavailable } from "./problem.ts";
import type { HttpHandler } from "@azure/functions";

/** Answers 503 while the Durable backend is unavailable. */
export const withBackend =
  (handler: HttpHandler): HttpHandler =>
  async (request, context) => {
    try {
      return await handler(request, context);
    } catch (error) {
      if (error instanceof BackendUnavailable) return unavailable(error.message);
      throw error;
    }
  };
