import { createHash, randomUUID } from "node:crypto";
import { route, type Route } from "../../http/route.ts";
import { world } from "../../world.ts";
import { armError } from "../armError.ts";
import { inGroup } from "../requireScope.ts";
import { resourceId, type ResourceGroupPath } from "../resourceId.ts";

export const networkWatcherType = "Microsoft.Network/networkWatchers";

export interface WatcherPath extends ResourceGroupPath {
  readonly watcher: string;
}

/** A Network Watcher in a subscription. */
interface Watcher {
  /** Its id in its true casing. */
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly provisioningState: "Succeeded" | "Failed";
}

/** Every subscription has these; a failed one in another region is not rare. */
const watchersOf = (subscription: string): readonly Watcher[] =>
  (
    [
      ["westcentralus", "Failed"],
      [world.location, "Succeeded"],
    ] as const
  ).map(([location, provisioningState]) => {
    const scope = { subscription: subscription.toLowerCase(), group: world.watcherResourceGroup };
    const name = `NetworkWatcher_${location}`;
    return { id: resourceId(scope, networkWatcherType, name), name, location, provisioningState };
  });

const isWatcherGroup = (group: string): boolean =>
  group.toLowerCase() === world.watcherResourceGroup.toLowerCase();

const find = ({ subscription, group, watcher }: WatcherPath): Watcher | undefined =>
  isWatcherGroup(group)
    ? watchersOf(subscription).find(({ name }) => name.toLowerCase() === watcher.toLowerCase())
    : undefined;

/** The Network Watcher that is the parent in a path. @throws AzureError 404 */
export function requireWatcher(path: WatcherPath): Watcher {
  const watcher = find(path);
  if (watcher === undefined) throw armError.parentNotFound(networkWatcherType, path.watcher);
  return watcher;
}

export function networkWatcherRoutes(): readonly Route[] {
  const list = (watchers: readonly Watcher[]) => ({
    status: 200,
    body: { value: watchers.map(watcherView) },
  });
  return [
    route("GET", `/subscriptions/:subscription/providers/${networkWatcherType}`, (_, { subscription }) => {
      const watchers = watchersOf(subscription);
      // Resource Manager asks every region by itself and puts the answers together.
      const asked = watchers.map(() => randomUUID()).join(", ");
      return { ...list(watchers), headers: { "x-ms-original-request-ids": asked } };
    }),
    route("GET", `${inGroup}/${networkWatcherType}`, (_, { subscription, group }) =>
      list(isWatcherGroup(group) ? watchersOf(subscription) : []),
    ),
    route("GET", `${inGroup}/${networkWatcherType}/:watcher`, (_, path) => {
      const watcher = find(path);
      if (watcher === undefined)
        throw armError.resourceNotFound(networkWatcherType, path.watcher, path.group);
      const body = watcherView(watcher);
      return { status: 200, headers: { etag: body.etag }, body };
    }),
  ];
}

/** All watchers of a subscription bear one etag, as in recordings. */
const watcherView = ({ id, name, location, provisioningState }: Watcher) => ({
  name,
  id,
  etag: etag(id.slice(0, -name.length)),
  type: networkWatcherType,
  location,
  properties: { provisioningState, runningOperationIds: [] },
});

/** An entity tag in Azure's form; the same text always gets the same tag. */
export function etag(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `W/"${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}"`;
}
