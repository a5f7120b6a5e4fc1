/** A Network Watcher: at most one per region in each subscription. */
export interface Watcher {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}
