import { refuse, type Refusal } from "../outcome/refusal.ts";
import { sameLocation } from "./sameLocation.ts";
import { agentType, type TargetVm } from "./targetVm.ts";
import type { StorageAccount } from "./storageAccount.ts";
import type { Watcher } from "./watcher.ts";

/** Where a capture can be made: checked, with everything that the next steps need. */
export interface CaptureSite {
  readonly vm: TargetVm;
  readonly watcher: Watcher;
}

/** What Azure returned about the VM and its surroundings, before anything is decided. */
export interface SiteFacts {
  readonly vmId: string;
  readonly vm: TargetVm | null;
  readonly watchers: readonly (Watcher & { readonly location: string })[];
  /** The storage account that the file goes to; null: it stays on the VM. */
  readonly destination: { readonly id: string; readonly account: StorageAccount | null } | null;
  /** CAPTURE_INSTALL_AGENT: then nobody is advised to set it. */
  readonly installsAgent: boolean;
}

/**
 * Decides whether these facts allow a capture; a refusal says what to do, and whether that may pass by
 * itself.
 */
export function decideSite({
  vmId,
  vm,
  watchers,
  destination,
  installsAgent,
}: SiteFacts): CaptureSite | Refusal {
  if (vm === null)
    return refuse(
      "vm-not-found",
      `There is no virtual machine ${vmId}, or the app's identity cannot read it. Check the alert rule's scope.`,
    );
  const watcher = watchers.find(({ location }) => sameLocation(location, vm.location));
  const refusal = vmRefusal(vm, installsAgent) ?? (destination === null ? null : storageRefusal(destination));
  if (refusal !== null) return { ...refusal, vm };
  if (watcher === undefined) return { ...noWatcher(vm.location), vm };
  const { subscriptionId, resourceGroup, name } = watcher;
  return { vm, watcher: { subscriptionId, resourceGroup, name } };
}

/** With `passing` where Azure is about to change that. */
function vmRefusal(vm: TargetVm, installsAgent: boolean): Refusal | null {
  const passing = vm.isSettling === true && { passing: true };
  if (vm.powerState !== null && vm.powerState !== "running")
    return { ...refuse("vm-not-running", powerHint(vm, vm.powerState)), ...passing };
  return vm.hasAgent ? null : { ...refuse("agent-missing", agentHint(vm, installsAgent)), ...passing };
}

const powerHint = ({ name, id, isSettling }: TargetVm, powerState: string): string =>
  `${name} is ${powerState}. Packets can be captured only on a running VM. ${
    isSettling === true
      ? "Check why it does not come up: az vm get-instance-view --ids"
      : "Start it: az vm start --ids"
  } ${id}`;

const noWatcher = (location: string): Refusal =>
  refuse(
    "no-network-watcher",
    `There is no Network Watcher in ${location}. Enable it: az network watcher configure --resource-group NetworkWatcherRG --locations ${location} --enabled true`,
  );

/** A command comes last in a hint, so that nothing is glued to it. */
function agentHint({ name, id, osType }: TargetVm, installsAgent: boolean): string {
  const setting = installsAgent ? "" : " With CAPTURE_INSTALL_AGENT=true the app installs it.";
  return `${name} lacks the Network Watcher agent extension.${setting} Install it: az vm extension set --ids ${id} --publisher Microsoft.Azure.NetworkWatcher --name ${agentType(osType)}`;
}

/**
 * Packet capture writes with a SAS signed by the account's key, and only to Standard accounts (Network
 * Watcher documentation).
 */
function storageRefusal({ id, account: storage }: NonNullable<SiteFacts["destination"]>): Refusal | null {
  if (storage === null)
    return refuse(
      "storage-refused",
      `The storage account ${id} does not exist, or the app's identity cannot read it. Correct CAPTURE_STORAGE_ACCOUNT_ID, or grant the identity the action Microsoft.Storage/storageAccounts/read.`,
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
