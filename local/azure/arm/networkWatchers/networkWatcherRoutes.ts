import { createHash } from "node:crypto";
import { route, type Route } from "../../http/route.ts";
import { world } from "../../world.ts";
import { armError } from "../armError.ts";
import { inGroup } from "../requireScope.ts";
import { resourceId, type ResourceGroupPath } from "../resourceId.ts";

export const networkWatcherType = "Microsoft.Network/networkWatchers";

const watcherName = `NetworkWatcher_${world.location}`;

export interface WatcherPath extends ResourceGroupPath {
  readonly watcher: string;
}

const watcherId = (subscription: string): string =>
  resourceId(
    { subscription: subscription.toLowerCase(), group: world.watcherResourceGroup },
    networkWatcherType,
    watcherName,
  );

const exists = ({ group, watcher }: WatcherPath): boolean =>
  group.toLowerCase() === world.watcherResourceGroup.toLowerCase() &&
  watcher.toLowerCase() === watcherName.toLowerCase();

/** The id, in its true casing, of a Network Watcher that is the parent in a path. @throws AzureError 404 */
export function requireWatcher(name: WatcherPath): string {
  if (!exists(name)) throw armError.parentNotFound(networkWatcherType, name.watcher);
  return watcherId(name.subscription);
}

/** Every subscription has one Network Watcher, in the one region that has any. */
export function networkWatcherRoutes(): readonly Route[] {
  return [
    route("GET", `/subscriptions/:subscription/providers/${networkWatcherType}`, (_, { subscription }) => ({
      status: 200,
      body: { value: [watcherView(subscription)] },
    })),
    route("GET", `${inGroup}/${networkWatcherType}`, (_, { subscription, group }) => {
      const value = exists({ subscription, group, watcher: watcherName }) ? [watcherView(subscription)] : [];
      return { status: 200, body: { value } };
    }),
    route("GET", `${inGroup}/${networkWatcherType}/:watcher`, (_, name) => {
      if (!exists(name)) throw armError.resourceNotFound(networkWatcherType, name.watcher, name.group);
      return { status: 200, body: watcherView(name.subscription) };
    }),
  ];
}

const watcherView = (subscription: string): Record<string, unknown> => ({
  name: watcherName,
  id: watcherId(subscription),
  etag: etag(watcherId(subscription)),
  type: networkWatcherType,
  location: world.location,
  properties: { provisioningState: "Succeeded", runningOperationIds: [] },
});

/** An entity tag in Azure's form; the same text always gets the same tag. */
export function etag(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `W/"${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}"`;
}
