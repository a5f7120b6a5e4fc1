import { world } from "../../../world.ts";
import { armError } from "../../armError.ts";
import { hasAgent } from "../../virtualMachines/agentExtension.ts";
import { isVmResourceId } from "../../virtualMachines/vmResourceId.ts";
import type { JsonObject } from "../../../jsonObject.ts";
import type { Vm } from "../../virtualMachines/vm.ts";
import type { Vms } from "../../virtualMachines/vms.ts";

// The service's error codes for bad capture requests are not published. Codes that begin with
// InvalidPacketCapture, here and in the files beside this one, stand in for them.
const refuseTarget = (message: string) => armError.badRequest("InvalidPacketCaptureTarget", message);

/** The VM to capture on. It must exist in this region, run, and have the agent. @throws AzureError 400 */
export function readCaptureTarget(properties: JsonObject, vms: Vms, now: number): { target: string; vm: Vm } {
  const target = properties.target;
  if (typeof target !== "string" || !isVmResourceId(target))
    throw refuseTarget("'target' must be the id of a virtual machine.");
  const vm = vms.find(target);
  if (vm === null) throw refuseTarget(`The target virtual machine '${target}' was not found.`);
  if (vm.location !== world.location)
    throw refuseTarget(`The target is in ${vm.location}, and this Network Watcher is in ${world.location}.`);
  if (vm.powerState !== "running") throw refuseTarget(`The target virtual machine is ${vm.powerState}.`);
  if (!hasAgent(vm, now))
    throw refuseTarget("The Network Watcher agent extension is not installed on the target virtual machine.");
  return { target, vm };
}

/** @throws AzureError 400 for a kind of capture that this Network Watcher does not offer. */
export function refuseUnsupported(properties: JsonObject): void {
  if (properties.continuousCapture === true)
    throw armError.badRequest(
      "SubscriptionNotRegisteredForFeature",
      "Continuous capture is in preview, and this subscription is not registered for it.",
    );
  const targetType = properties.targetType ?? "AzureVM";
  if (targetType !== "AzureVM" && targetType !== 0)
    throw refuseTarget("There is no virtual machine scale set to capture on.");
}
