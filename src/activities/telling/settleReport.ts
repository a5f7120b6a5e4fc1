import { telling } from "../../captures/telling/telling.ts";
import { ledgerIn } from "../sessions/grantLedger.ts";
import type { Azure } from "../../azure/azure.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const settleReport =
  ({ appStorage }: Azure): HandlerOf<typeof activities.settleReport> =>
  async ({ captureNames, untoldBy }, { now, instanceId, log }) => {
    const reporter = { instanceId, captureNames, untoldBy };
    const answer = await ledgerIn(appStorage).change((ledger) => telling.settle(ledger, reporter, now), log);
    if (answer.next === "tell" && answer.alerts !== null) {
      const alerts = answer.alerts.listed.length + answer.alerts.more;
      if (alerts > 0) log("report.joined", { alerts, captureNames });
    }
    return answer;
  };
