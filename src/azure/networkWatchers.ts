import { armId } from "../arm/armId.ts";
import { calling } from "./azureFault.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { ResourceManager } from "./resourceManager.ts";

export interface NetworkWatchers {
  /**
   * Every Network Watcher in the subscription; names are only a convention, so one is chosen by its location.
   * Action: Microsoft.Network/networkWatchers/read.
   */
  list(subscriptionId: string): Promise<(Watcher & { readonly location: string })[]>;
}

export const createNetworkWatchers = (arm: ResourceManager): NetworkWatchers => ({
  list: (subscriptionId) =>
    calling("List the Network Watchers", async () => {
      const found: (Watcher & { readonly location: string })[] = [];
      for await (const { id, name, location } of arm
        .network(subscriptionId)
        .networkWatchers.listAll(arm.signal())) {
        const resourceGroup = id === undefined ? undefined : armId.resourceGroup(id);
        if (name !== undefined && location !== undefined && resourceGroup !== undefined)
          found.push({ subscriptionId, resourceGroup, name, location });
      }
      return found;
    }),
});
