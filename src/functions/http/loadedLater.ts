import { NotYet } from "../../durable/notYet.ts";
import { unavailable } from "./problem.ts";
import type { CreateHandler } from "./configured.ts";

/** A route that is loaded with its first call; another call may succeed where loading failed. */
export const loadedLater =
  (load: () => Promise<CreateHandler>): CreateHandler =>
  (config, azure) =>
  async (request, context) => {
    try {
      const create = await load();
      return await create(config, azure)(request, context);
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      return unavailable(error.message);
    }
  };
