import { ringReports } from "../../captures/rings/arming/ringReports.ts";
import { lazily } from "../../lazily.ts";
import { operationId } from "../../report/operationId.ts";
import { deliverOnce } from "../report/deliverOnce.ts";
import { ringLedgerIn } from "./ringLedgerIn.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

const report = lazily("the email about rings", () => import("../../report/arming/renderArming.ts"));

export const sendArmingReport =
  ({ mailer, appStorage }: Azure, config: Config): HandlerOf<typeof activities.sendArmingReport> =>
  async (_input, { attempt, isLast, instanceId, log }) => {
    const messageId = operationId(instanceId);
    const faults = ringReports.faultsOf(await ringLedgerIn(appStorage).read(), instanceId);
    // They have passed meanwhile.
    if (faults.length === 0) return { state: "succeeded", error: null, messageId, sentTo: [] };
    const { renderArming } = await report();
    const { reportTimeZone: timeZone, appOrigin } = config;
    return deliverOnce(mailer, renderArming({ faults, timeZone, appOrigin, instanceId }), {
      messageId,
      // An orchestration that was started again may have sent it before.
      mayBeSent: true,
      ...{ attempt, isLast, log, fields: { faults: faults.length } },
    });
  };
