import { countOutcomes } from "../../captures/outcome/countOutcomes.ts";
import { lazily } from "../../lazily.ts";
import { operationId } from "../../report/operationId.ts";
import { placesOf } from "../../report/reportPlaces.ts";
import { deliverOnce } from "./deliverOnce.ts";
import { logOutcomes } from "./logOutcomes.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

const report = lazily("the report", () => import("../../report/renderReport.ts"));

export const sendReport =
  ({ mailer }: Azure, config: Config): HandlerOf<typeof activities.sendReport> =>
  async (facts, { attempt, isLast, log }) => {
    if (attempt === 1) logOutcomes(facts.captures, log);
    const { renderReport } = await report();
    const { reportTimeZone: timeZone, fileRetentionDays } = config;
    const email = renderReport({ ...facts, timeZone, fileRetentionDays, places: placesOf(config) });
    return deliverOnce(mailer, email, {
      messageId: operationId(facts.instanceId),
      // The alert's own orchestration may have sent it before it ended.
      mayBeSent: facts.interruption !== undefined,
      ...{ attempt, isLast, log, fields: countOutcomes(facts.captures) },
    });
  };
