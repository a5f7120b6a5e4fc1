import { createHash } from "node:crypto";
import { ringReports } from "../../captures/rings/arming/ringReports.ts";
import { instanceId } from "../../durable/instances/instanceId.ts";
import { orchestratorNames } from "../../durable/instances/orchestratorNames.ts";
import { ringLedgerIn } from "./ringLedgerIn.ts";
import type { Azure } from "../../azure/azure.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

/** The faults are assigned to the email before it begins: a repeated step starts the same one. */
export const startArmingReport =
  ({ appStorage }: Azure): HandlerOf<typeof activities.startArmingReport> =>
  async (_input, { now, instances, log }) => {
    const ledger = ringLedgerIn(appStorage);
    const assigned = await ledger.change((record) => {
      const key = ringReports.keyOf(record, now);
      return key === null ? record : ringReports.assign(record, reportId(key), now);
    }, log);
    for (const id of ringReports.unstarted(assigned)) {
      await instances().start({ name: orchestratorNames.reportArming, instanceId: id, input: {} });
      await ledger.change((record) => ringReports.started(record, id), log);
    }
    return {};
  };

const reportId = (key: string): string =>
  instanceId.ofArming(createHash("sha256").update(key).digest("hex").slice(0, 32));
