import type { Azure } from "../azure/azure.ts";
import type { Sending } from "../azure/mailer.ts";
import { once } from "../durable/retryPolicy.ts";
import { activity, type ActivityHandler } from "./activity.ts";

interface Input {
  readonly messageId: string;
}

/** Asks the email service what became of a report. */
export const checkReport = activity<Input, Sending>("checkReport", once);

export const createCheckReport =
  ({ mailer }: Azure): ActivityHandler<Input, Sending> =>
  async ({ messageId }, { log }) => {
    const sending = await mailer.status(messageId);
    if (sending?.state === "failed") log("report.failed", { messageId });
    return sending ?? { state: "running", error: null };
  };
