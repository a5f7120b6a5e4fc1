import { notes } from "../captures/grants/notes.ts";
import { Clearing } from "./sessions/clearing.ts";
import { ledgerIn } from "./sessions/grantLedger.ts";
import { StatusSurvey } from "./sessions/statusSurvey.ts";
import type { Azure } from "../azure/azure.ts";
import type { Config } from "../config.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const clearConflicts =
  (azure: Azure, config: Config): HandlerOf<typeof activities.clearConflicts> =>
  async ({ site: { vm, watcher }, captureName, plan, queries, origin }, { now, log, instanceId }) => {
    const ledger = ledgerIn(azure.appStorage);
    // Before the list: what the list does not show is then in the ledger.
    const seen = await ledger.glance();
    const sessions = await azure.packetCaptures.list(watcher);
    const survey = new StatusSurvey(azure.packetCaptures, watcher);
    await survey.hear(queries);
    const clearing = new Clearing({
      ...{ azure, ledger, log, watcher, survey },
      speaker: { instanceId, rule: origin.rule },
      situation: { watcher: watcher.name, sessions, statuses: survey.statuses, ledger: seen },
      intent: {
        ...{ captureName, vmId: vm.id, plan, now, arrivedAt: origin.arrivedAt },
        owner: config,
      },
    });
    const decision = await clearing.decide();
    if (!("next" in decision) || decision.next !== "follow") return decision;
    const { joined, limits } = decision;
    const { timeLimitSeconds, maxBytes } = limits;
    const found = { captureName: decision.captureName, vmId: vm.id, timeLimitSeconds };
    // One of our own sessions that no other alert started was started by an earlier delivery of this one.
    if (joined) log("capture.followed", found);
    else log("capture.created", { ...found, adopted: true, maxBytes });
    await ledger.note(
      (current) =>
        joined
          ? notes.follow(current, decision.captureName, instanceId)
          : notes.accept(current, decision.captureName, now),
      log,
    );
    return decision;
  };
