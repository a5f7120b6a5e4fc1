import { contextOf } from "../../captures/network/contextOf.ts";
import { isRefusal } from "../../captures/outcome/refusal.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const tellNetwork =
  (): HandlerOf<typeof activities.tellNetwork> =>
  ({ network, asked, begunAt }, { log, now }) => {
    const open = asked.flatMap(({ question, answer }) =>
      isRefusal(answer) ? `${question.kind} ${answer.refused}` : [],
    );
    if (asked.length > 0)
      log("network.asked", {
        questions: asked.length,
        answered: asked.length - open.length,
        seconds: Math.round((Date.parse(now) - Date.parse(begunAt)) / 1000),
        failed: [...new Set(open)],
      });
    return Promise.resolve(contextOf(network, asked));
  };
