import { dueRings } from "../../captures/rings/arming/dueRings.ts";
import { reconcile } from "../../captures/rings/arming/reconcile.ts";
import { ringReports } from "../../captures/rings/arming/ringReports.ts";
import { listArmed } from "./listArmed.ts";
import { listWatchers } from "./listWatchers.ts";
import { ringLedgerIn } from "./ringLedgerIn.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const surveyRings =
  (azure: Azure, config: Config): HandlerOf<typeof activities.surveyRings> =>
  async (_input, invocation) => {
    const { now, log } = invocation;
    const ledger = ringLedgerIn(azure.appStorage);
    const seen = await ledger.read();
    if (config.armed.length === 0 && seen.rings.length === 0) return nothing;
    const [armed, lists] = await Promise.all([
      listArmed(azure, config, invocation),
      listWatchers(azure, seen, invocation),
    ]);
    const { sessionSeconds } = config.ring;
    const facts = { ...armed, lists, owner: config, sessionSeconds, now };
    const record = await ledger.change((current) => reconcile(current, facts), log);
    const { due, areMoreLeaving } = dueRings(record, now);
    return { rings: record.rings.length, due, areMoreLeaving, isTelling: ringReports.isDue(record, now) };
  };

const nothing = { rings: 0, due: [], areMoreLeaving: false, isTelling: false };
