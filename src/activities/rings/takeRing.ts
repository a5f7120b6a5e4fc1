import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const takeRing = (): HandlerOf<typeof activities.takeRing> => () =>
  Promise.resolve({
    watcher: { subscriptionId: "", resourceGroup: "", name: "" },
    sessions: [],
    problem: "This VM has no ring.",
  });
