import { NotYet } from "../../durable/notYet.ts";
import { lazily } from "../../lazily.ts";
import { unavailable } from "../http/problem.ts";
import type { HttpHandler } from "@azure/functions";

const files = lazily("the captures page", async () => (await import("./pageFiles.ts")).pageFiles());

/**
 * GET /api/ui and GET /api/ui/{file}: the captures page, static and without data. It needs no setting, so
 * that it can show which one is wrong.
 */
export const page: HttpHandler = async ({ params, headers }) => {
  try {
    return (await files())(params.file ?? "index.html", headers);
  } catch (error) {
    if (error instanceof NotYet) return unavailable(error.message);
    throw error;
  }
};
