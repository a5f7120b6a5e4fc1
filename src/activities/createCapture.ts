import { armId } from "../arm/armId.ts";
import { AzureFault } from "../azure/azureFault.ts";
import { guestPath } from "../captures/site/guestPath.ts";
import type { Azure } from "../azure/azure.ts";
import type { Config } from "../config.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const createCapture =
  ({ packetCaptures: captures }: Azure, config: Config): HandlerOf<typeof activities.createCapture> =>
  async ({ site: { vm, watcher }, captureName, limits }, { attempt, log }) => {
    const session = { captureName, joined: false, limits };
    const isThere = async () => {
      const found = await captures.find(watcher, captureName);
      return found !== null && armId.same(found.target, vm.id);
    };
    const begun = (adopted: boolean) => {
      const { timeLimitSeconds, maxBytes } = limits;
      log("capture.created", { captureName, vmId: vm.id, adopted, timeLimitSeconds, maxBytes });
      return session;
    };
    // A first try that ended in a fault may still have started the capture.
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
      // The service's answer to a taken name is not documented; 400 and 409 are the candidates. The name is
      // unique to this occurrence, so an earlier delivery of this very activity created the session that has
      // it.
      const mayBeTaken = error instanceof AzureFault && (error.status === 400 || error.status === 409);
      if (!mayBeTaken || !(await isThere())) throw error;
      return begun(true);
    }
  };
