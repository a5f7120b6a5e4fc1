import { armId } from "../arm/armId.ts";
import { calling } from "./azureFault.ts";
import { readPages } from "./wire/readPages.ts";
import type { Watcher } from "../captures/site/watcher.ts";
import type { ResourceManager } from "./resourceManager.ts";
import type { NetworkWatcher } from "@azure/arm-network";

export interface NetworkWatchers {
  /**
   * Every Network Watcher in the subscription; names are only a convention, so one is chosen by its
   * location. Action: Microsoft.Network/networkWatchers/read.
   */
  list(subscriptionId: string): Promise<(Watcher & { readonly location: string })[]>;
}

const listing = "List the Network Watchers";

export const createNetworkWatchers = (arm: ResourceManager): NetworkWatchers => ({
  list: (subscriptionId) =>
    calling(listing, () =>
      readPages(arm, listing, arm.network(subscriptionId).networkWatchers.listAll(), (item) =>
        toWatcher(subscriptionId, item),
      ),
    ),
});

function toWatcher(
  subscriptionId: string,
  { id, name, location }: NetworkWatcher,
): (Watcher & { readonly location: string }) | [] {
  const resourceGroup = id === undefined ? undefined : armId.resourceGroup(id);
  return name === undefined || location === undefined || resourceGroup === undefined
    ? []
    : { subscriptionId, resourceGroup, name, location };
}
