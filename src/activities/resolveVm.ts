import { isAllowed } from "../arm/scopes.ts";
import { parseVmId } from "../arm/vmId.ts";
import type { Azure } from "../azure/azure.ts";
import { isRefusal, refuse } from "../captures/outcome/refusal.ts";
import { patient } from "../durable/retryPolicy.ts";
import { inspect, type CaptureSite } from "../captures/site/captureSite.ts";
import type { Config } from "../config.ts";
import { activity, type ActivityHandler } from "./activity.ts";

interface Input {
  readonly vmId: string;
}

/** Finds the VM, its Network Watcher and the storage account, and checks that a capture can be made there. */
export const resolveVm = activity<Input, CaptureSite>("resolveVm", patient);

export const createResolveVm =
  (
    azure: Azure,
    { allowedScopes, storageAccountId: id, store }: Config,
  ): ActivityHandler<Input, CaptureSite> =>
  async ({ vmId }, { log }) => {
    const parts = parseVmId(vmId);
    if (parts === null) return refuse("invalid-request", `"${vmId}" is not the ARM id of a virtual machine.`);
    // Checked by the webhook already, but whoever holds a management URL can start orchestrations by hand.
    if (!isAllowed(vmId, allowedScopes))
      return refuse("not-allowed", `${vmId} is outside the scopes that ALLOWED_SCOPES admits.`);
    const [vm, watchers, destination] = await Promise.all([
      azure.virtualMachines.find(vmId),
      azure.networkWatchers.list(parts.subscriptionId),
      store === "guest" ? null : azure.storageAccounts.find(id).then((account) => ({ id, account })),
    ]);
    const site = inspect({ vmId, vm, watchers, destination });
    if (!isRefusal(site)) {
      const { id, location, osType } = site.vm;
      log("vm.resolved", { vmId: id, location, osType, watcher: site.watcher.name });
    }
    return site;
  };
