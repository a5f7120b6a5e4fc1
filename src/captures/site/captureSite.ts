import type { Refusal } from "../outcome/refusal.ts";
import { refuse } from "../outcome/refusal.ts";

/** The VM of an alert, as Azure knows it. */
export interface TargetVm {
  /** In Azure's own casing. */
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly osType: string | null;
  /** "running", "deallocated", …; null when Azure does not say. */
  readonly powerState: string | null;
  /** Whether the Network Watcher agent extension is installed. */
  readonly hasAgent: boolean;
}

/** A Network Watcher: at most one a region in each subscription. */
export interface Watcher {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

/** What decides whether packet capture can write to the storage account. */
export interface StorageAccount {
  readonly id: string;
  /** "Standard_LRS", "Premium_LRS", … */
  readonly sku: string | null;
  readonly allowsSharedKey: boolean;
}

/** Where a capture can be made: checked, with the ids that the next steps need. */
export interface CaptureSite {
  readonly vm: TargetVm;
  readonly watcher: Watcher;
}

const sameLocation = (a: string, b: string): boolean =>
  a.replaceAll(" ", "").toLowerCase() === b.replaceAll(" ", "").toLowerCase();

/** What was found, before anything is decided. */
export interface Findings {
  readonly vmId: string;
  readonly vm: TargetVm | null;
  readonly watchers: readonly (Watcher & { readonly location: string })[];
  /** The storage account that the file goes to; null: it stays on the VM. */
  readonly destination: { readonly id: string; readonly account: StorageAccount | null } | null;
}

/** Decides whether these findings allow a capture; a refusal says what to do. */
export function inspect({ vmId, vm, watchers, destination }: Findings): CaptureSite | Refusal {
  if (vm === null)
    return refuse(
      "vm-not-found",
      `There is no virtual machine ${vmId}, or the app's identity may not see it. Check the alert rule's scope.`,
    );
  const watcher = watchers.find(({ location }) => sameLocation(location, vm.location));
  const refusal = vmRefusal(vm) ?? (destination === null ? null : storageRefusal(destination));
  if (refusal !== null) return { ...refusal, vm };
  if (watcher === undefined) return { ...noWatcher(vm.location), vm };
  const { subscriptionId, resourceGroup, name } = watcher;
  return { vm, watcher: { subscriptionId, resourceGroup, name } };
}

function vmRefusal(vm: TargetVm): Refusal | null {
  if (vm.powerState !== null && vm.powerState !== "running")
    return refuse(
      "vm-not-running",
      `${vm.name} is ${vm.powerState}; packets can be captured only on a running VM. Start it: az vm start --ids ${vm.id}`,
    );
  return vm.hasAgent ? null : refuse("agent-missing", agentHint(vm));
}

const noWatcher = (location: string): Refusal =>
  refuse(
    "no-network-watcher",
    `There is no Network Watcher in ${location}. Enable it: az network watcher configure --resource-group NetworkWatcherRG --locations ${location} --enabled true`,
  );

/** Type of the agent extension for an operating system. */
export const agentType = (osType: string | null): string =>
  osType === "Windows" ? "NetworkWatcherAgentWindows" : "NetworkWatcherAgentLinux";

function agentHint({ name, id, osType }: TargetVm): string {
  return `${name} lacks the Network Watcher agent extension. Install it: az vm extension set --ids ${id} --publisher Microsoft.Azure.NetworkWatcher --name ${agentType(osType)}, or let the app do it: CAPTURE_INSTALL_AGENT=true`;
}

/** Packet capture writes with a SAS of the account's key, to standard accounts alone (Network Watcher documentation). */
function storageRefusal({ id, account: storage }: NonNullable<Findings["destination"]>): Refusal | null {
  if (storage === null)
    return refuse(
      "storage-refused",
      `The storage account ${id} does not exist, or the app's identity may not see it. Set CAPTURE_STORAGE_ACCOUNT_ID.`,
    );
  if (!storage.allowsSharedKey)
    return refuse(
      "storage-refused",
      `Packet capture writes with a shared access signature, which this account forbids. Allow it: az storage account update --ids ${id} --allow-shared-key-access true`,
    );
  if (storage.sku?.toLowerCase().startsWith("premium") === true)
    return refuse(
      "storage-refused",
      `Packet capture does not write to Premium storage accounts. Set CAPTURE_STORAGE_ACCOUNT_ID to a Standard account instead of ${id}.`,
    );
  return null;
}
