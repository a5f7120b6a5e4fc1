import { parseScaleSetId } from "../arm/scaleSetId.ts";
import { isInScopes } from "../arm/scopes.ts";
import { parseVmId } from "../arm/vmId.ts";
import { isRefusal, refuse } from "../captures/outcome/refusal.ts";
import { planOf } from "../captures/plan/planOf.ts";
import { captureName } from "../captures/site/captureName.ts";
import { decideSite } from "../captures/site/captureSite.ts";
import { faultEvent } from "./faults/faultEvent.ts";
import { ringOn } from "./rings/ringOn.ts";
import { setToCapture } from "./scaleSets/setToCapture.ts";
import type { Azure } from "../azure/azure.ts";
import type { Config } from "../config.ts";
import type { activities } from "../durable/activities.ts";
import type { ActivityInvocation, HandlerOf } from "./activityFunction.ts";

export const resolveVm =
  (azure: Azure, config: Config): HandlerOf<typeof activities.resolveVm> =>
  async ({ vmId, instanceIds, occurrence, limits: wanted }, { log }) => {
    const { allowedScopes, installAgent, storageAccountId: id, store } = config;
    const isSet = parseScaleSetId(vmId) !== null;
    const parts = parseVmId(vmId) ?? parseScaleSetId(vmId);
    if (parts === null)
      return refuse("invalid-request", `"${vmId}" is not the ARM id of a virtual machine or of a scale set.`);
    // The webhook has checked this, but anyone with a management URL can start orchestrations by hand.
    if (!isInScopes(vmId, allowedScopes)) return refuse("not-allowed", `${vmId} is outside ALLOWED_SCOPES.`);
    const [vm, watchers, destination, isArmed] = await Promise.all([
      isSet ? setToCapture(azure.scaleSets, vmId, instanceIds ?? null) : azure.virtualMachines.find(vmId),
      azure.networkWatchers.list(parts.subscriptionId),
      store === "guest" ? null : azure.storageAccounts.find(id).then((account) => ({ id, account })),
      !isSet && config.armed.length > 0 && hasRing(azure, vmId, log),
    ]);
    if (vm !== null && isRefusal(vm)) return vm;
    const site = decideSite({ vmId, vm, watchers, destination, installsAgent: installAgent });
    if (isRefusal(site))
      return {
        ...site,
        ...(installAgent && site.refused === "agent-missing" && { remedy: "install-agent" as const }),
        ...(isArmed && site.refused === "vm-not-running" && { isArmed }),
      };
    const { id: trueId, location, osType } = site.vm;
    log("vm.resolved", { vmId: trueId, location, osType, watcher: site.watcher.name });
    const plan = planOf(config, wanted);
    const name = captureName(plan.namePrefix, site.vm, occurrence);
    const asksNetwork = config.asksNetwork && site.vm.nicIds !== undefined;
    return {
      ...{ site, captureName: name, plan },
      ...(isArmed && { isArmed }),
      ...(asksNetwork && { asksNetwork }),
    };
  };

/** The app's record is not worth a capture: where it cannot be read, the VM counts as one without a ring. */
async function hasRing(
  { appStorage }: Azure,
  vmId: string,
  log: ActivityInvocation["log"],
): Promise<boolean> {
  try {
    return (await ringOn(appStorage, vmId)) !== null;
  } catch (error) {
    log(...faultEvent(error));
    return false;
  }
}
