import type { Azure } from "../../azure/azure.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const checkReport =
  ({ mailer }: Azure): HandlerOf<typeof activities.checkReport> =>
  async ({ messageId }, { log }) => {
    const sending = await mailer.status(messageId);
    if (sending?.state === "failed") log("report.failed", { messageId });
    return sending ?? { state: "running", error: null };
  };
