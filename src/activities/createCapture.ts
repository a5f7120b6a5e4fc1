import { armId } from "../arm/armId.ts";
import { AzureFault } from "../azure/azureFault.ts";
import { guestPath } from "../captures/site/guestPath.ts";
import type { Azure } from "../azure/azure.ts";
import type { CaptureLimits } from "../captures/plan/capturePlan.ts";
import type { Config } from "../config.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const createCapture =
  ({ packetCaptures: captures }: Azure, config: Config): HandlerOf<typeof activities.createCapture> =>
  async ({ site: { vm, watcher }, captureName, limits: wanted }, { attempt, log }) => {
    const limits = within(wanted, config.limits);
    const session = { captureName, joined: false, timeLimitSeconds: limits.timeLimitSeconds };
    const isThere = async () => {
      const found = await captures.find(watcher, captureName);
      return found !== null && armId.same(found.target, vm.id);
    };
    const begun = (adopted: boolean) => {
      const { timeLimitSeconds, maxBytes } = limits;
      log("capture.created", { captureName, vmId: vm.id, adopted, timeLimitSeconds, maxBytes });
      return session;
    };
    // A first try that ended in a fault may have started it all the same.
    if (attempt > 1 && (await isThere())) return begun(true);
    const order = {
      name: captureName,
      vmId: vm.id,
      storageAccountId: config.store === "guest" ? null : config.storageAccountId,
      guestPath: config.store === "blob" ? null : guestPath(captureName, vm),
      limits,
    };
    try {
      await captures.create(watcher, order);
      return begun(false);
    } catch (error) {
      // How the service refuses a name that is taken is not documented; 400 and 409 are the candidates. The name is
      // this occurrence's own, so what bears it was made by an earlier delivery of this very activity.
      const mayBeTaken = error instanceof AzureFault && (error.status === 400 || error.status === 409);
      if (!mayBeTaken || !(await isThere())) throw error;
      return begun(true);
    }
  };

/** No input asks for more than the app allows, whoever started the orchestration. */
const within = (wanted: CaptureLimits, most: CaptureLimits): CaptureLimits => ({
  ...wanted,
  timeLimitSeconds: Math.min(wanted.timeLimitSeconds, most.timeLimitSeconds),
  maxBytes: Math.min(wanted.maxBytes, most.maxBytes),
});
