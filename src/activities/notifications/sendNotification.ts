import { WebhookFault } from "../../azure/webhooks/webhookFault.ts";
import { lazily } from "../../lazily.ts";
import { placesOf } from "../../report/reportPlaces.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

const renderer = lazily("the notifications", () => import("../../report/notifications/notification.ts"));

export const sendNotification =
  ({ webhooks }: Azure, config: Config): HandlerOf<typeof activities.sendNotification> =>
  async ({ index, kind, at, facts }, { attempt, isLast, log }) => {
    const endpoint = webhooks.endpoints[index];
    const fields = { index, kind, host: endpoint?.host ?? null, attempt };
    // The setting has been changed since the endpoints were listed.
    if (endpoint?.kind !== kind) {
      log("notification.failed", { ...fields, status: null });
      return { kind, sent: false, error: `NOTIFY_WEBHOOKS has no ${kind} endpoint at this place any more.` };
    }
    const { notification } = await renderer();
    const places = placesOf(config);
    const message = notification(kind, { ...facts, timeZone: config.reportTimeZone, places }, at);
    try {
      log("notification.sent", { ...fields, status: await webhooks.post(index, message) });
      return { kind, sent: true, error: null };
    } catch (error) {
      if (!(error instanceof WebhookFault) || (error.passing && !isLast)) throw error;
      log("notification.failed", { ...fields, status: error.status });
      return { kind, sent: false, error: error.message };
    }
  };
