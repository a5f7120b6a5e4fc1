import { isRefusal } from "../captures/outcome/refusal.ts";
import { decideClearance } from "../captures/site/clearance.ts";
import type { Azure } from "../azure/azure.ts";
import type { SessionStatus } from "../captures/site/captureSession.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const clearConflicts =
  ({ packetCaptures }: Azure): HandlerOf<typeof activities.clearConflicts> =>
  async ({ site: { vm, watcher }, captureName, plan }, { now, log }) => {
    const sessions = await packetCaptures.list(watcher);
    const statuses = new Map<string, SessionStatus | null>();
    const intent = { captureName, vmId: vm.id, plan, now };
    for (;;) {
      const step = decideClearance({ watcher: watcher.name, sessions, statuses }, intent);
      if (isRefusal(step)) return step;
      if (step.next === "follow") {
        const { joined, timeLimitSeconds } = step;
        // One of our own sessions that no other alert started was started by an earlier delivery of this one.
        const found = { captureName: step.captureName, vmId: vm.id, adopted: true, timeLimitSeconds };
        log(joined ? "capture.followed" : "capture.created", found);
      }
      if (step.next !== "ask" && step.next !== "remove") return step;
      if (step.next === "remove") {
        log("session.deleted", { captureNames: step.names });
        await Promise.all(step.names.map((name) => packetCaptures.remove(watcher, name)));
        return { next: "wait" };
      }
      const ask = async (name: string) => statuses.set(name, await packetCaptures.status(watcher, name));
      await Promise.all(step.names.map(ask));
    }
  };
