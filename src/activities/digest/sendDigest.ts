import { lazily } from "../../lazily.ts";
import { operationId } from "../../report/operationId.ts";
import { deliverOnce } from "../report/deliverOnce.ts";
import { listAlerts } from "./listAlerts.ts";
import { skippedAlert } from "./skippedAlert.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

const digest = lazily("the digest", () => import("../../report/digest/renderDigest.ts"));

export const sendDigest =
  ({ mailer }: Azure, config: Config): HandlerOf<typeof activities.sendDigest> =>
  async ({ openedAt }, { attempt, isLast, instanceId, instances, log }) => {
    const messageId = operationId(instanceId);
    const listed = await listAlerts(instances(), openedAt, config, "Completed");
    const alerts = listed.map((alert) => skippedAlert(alert, instanceId)).filter((alert) => alert !== null);
    // Whoever entered it has sent a report of its own after all.
    if (alerts.length === 0) return { state: "succeeded", error: null, messageId, sentTo: [] };
    const { renderDigest } = await digest();
    const { capturesPerHour, reportTimeZone: timeZone, appOrigin } = config;
    const email = renderDigest({ alerts, capturesPerHour, timeZone, appOrigin, instanceId });
    return deliverOnce(mailer, email, {
      messageId,
      // A digest that was started again may have been sent before.
      mayBeSent: true,
      ...{ attempt, isLast, log, fields: { skipped: alerts.length } },
    });
  };
