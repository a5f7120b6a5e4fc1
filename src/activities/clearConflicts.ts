import { notes } from "../captures/grants/notes.ts";
import { capturedInstances } from "../captures/scaleSet/capturedInstances.ts";
import { Clearing } from "./sessions/clearing.ts";
import { ledgerIn } from "./sessions/grantLedger.ts";
import { StatusSurvey } from "./sessions/statusSurvey.ts";
import type { Azure } from "../azure/azure.ts";
import type { Follower } from "../captures/grants/grant.ts";
import type { Config } from "../config.ts";
import type { activities, OpeningOrder } from "../durable/activities.ts";
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
      ...{ isOnDemand: origin.isOnDemand ?? false, capturesPerHour: config.capturesPerHour },
      situation: { watcher: watcher.name, sessions, statuses: survey.statuses, ledger: seen },
      intent: {
        ...{ captureName, vmId: vm.id, plan, now, arrivedAt: origin.arrivedAt },
        instanceIds: capturedInstances(vm) ?? [],
        owner: config,
      },
    });
    const decision = await clearing.decide();
    if (!("next" in decision) || decision.next !== "follow") return decision;
    const { joined, limits } = decision;
    const { timeLimitSeconds, maxBytes } = limits;
    const found = { captureName: decision.captureName, vmId: vm.id, timeLimitSeconds };
    const { captureName: name } = decision;
    const follower = followerOf(instanceId, origin);
    // Its report is being sent: it tells nobody else, and the next look finds another session or none.
    if (joined && !(await ledger.change((current) => notes.follow(current, name, follower), log)))
      return { next: "wait" };
    // One of our own sessions that no other alert started was started by an earlier delivery of this one.
    if (joined) log("capture.followed", found);
    else log("capture.created", { ...found, adopted: true, maxBytes });
    if (!joined) await ledger.note((current) => notes.accept(current, name, now), log);
    return decision;
  };

/** Longest texts of an alert that another one's report tells. */
const longest = { rule: 100, other: 100 };

function followerOf(
  instanceId: string,
  { rule, severity, firedAt, receivedAt, requestedBy, vms }: OpeningOrder["origin"],
): Follower {
  return {
    instanceId,
    vms: vms ?? 0,
    alert: {
      rule: rule?.slice(0, longest.rule) ?? null,
      severity: severity?.slice(0, longest.other) ?? null,
      firedAt: firedAt ?? receivedAt ?? null,
      requestedBy: requestedBy?.slice(0, longest.other) ?? null,
    },
  };
}
