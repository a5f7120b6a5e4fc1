import { isRefusal } from "../captures/outcome/refusal.ts";
import { decideClearance } from "../captures/site/clearance.ts";
import { StatusSurvey } from "./sessions/statusSurvey.ts";
import { unlessDone } from "./sessions/unlessDone.ts";
import type { Azure } from "../azure/azure.ts";
import type { SessionStatus } from "../captures/site/captureSession.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

/** A session that has been asked to stop no longer stands in the way, however long that takes. */
const stopped: SessionStatus = { state: "Stopped", stopReason: "Manual", errors: [], startedAt: null };

export const clearConflicts =
  ({ packetCaptures }: Azure): HandlerOf<typeof activities.clearConflicts> =>
  async ({ site: { vm, watcher }, captureName, plan, queries }, { now, log }) => {
    const sessions = await packetCaptures.list(watcher);
    const survey = new StatusSurvey(packetCaptures, watcher);
    const { statuses, late } = survey;
    const intent = { captureName, vmId: vm.id, plan, now };
    await survey.hear(queries);
    for (;;) {
      if (late.length > 0) return { next: "listen", queries: late };
      const step = decideClearance({ watcher: watcher.name, sessions, statuses }, intent);
      if (isRefusal(step)) return step;
      if (step.next === "ask") await survey.ask(step.names, step.closely);
      else if (step.next === "stop") {
        log("session.replaced", { captureNames: step.names, replacedBy: captureName });
        await Promise.all(step.names.map((name) => unlessDone(packetCaptures.stop(watcher, name))));
        for (const name of step.names) statuses.set(name, stopped);
      } else if (step.next === "remove") {
        log("session.deleted", { captureNames: step.names });
        await Promise.all(step.names.map((name) => unlessDone(packetCaptures.remove(watcher, name))));
        return { next: "wait" };
      } else {
        if (step.next === "follow") {
          const { joined, limits } = step;
          const found = {
            captureName: step.captureName,
            vmId: vm.id,
            timeLimitSeconds: limits.timeLimitSeconds,
          };
          // One of our own sessions that no other alert started was started by an earlier delivery of this
          // one.
          if (joined) log("capture.followed", found);
          else log("capture.created", { ...found, adopted: true, maxBytes: limits.maxBytes });
        }
        return step;
      }
    }
  };
