import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const listEndpoints =
  ({ webhooks }: Azure, { writesEvidence }: Config): HandlerOf<typeof activities.listEndpoints> =>
  () =>
    Promise.resolve({
      kinds: webhooks.endpoints.map(({ kind }) => kind),
      ...(writesEvidence && { writesEvidence }),
    });
