import { isJsonObject, type JsonObject } from "../../../jsonObject.ts";
import { armError } from "../../armError.ts";
import { capturedInstances } from "../../scaleSets/scaleSet.ts";
import { hasAgent } from "../../virtualMachines/agentExtension.ts";
import { vmName, type AgentStop, type OsType } from "../../virtualMachines/vm.ts";
import { isVmResourceId } from "../../virtualMachines/vmResourceId.ts";
import type { Networks } from "../../../network/networks.ts";
import type { ScaleSets } from "../../scaleSets/scaleSets.ts";
import type { Vms } from "../../virtualMachines/vms.ts";
import type { Capture } from "../capture.ts";

// The service's error codes for bad capture requests are not published. Codes that begin with
// InvalidPacketCapture, here and in the files beside this one, stand in for them.
const refuseTarget = (message: string) => armError.badRequest("InvalidPacketCaptureTarget", message);

interface Targets {
  readonly vms: Vms;
  readonly scaleSets: ScaleSets;
  readonly networks: Networks;
  /** The Network Watcher's region. */
  readonly location: string;
  readonly now: number;
}

/** What a session runs on. */
export interface CaptureTarget extends Pick<
  Capture,
  "target" | "targetType" | "scope" | "vm" | "traffic" | "instances" | "statusAfterSeconds"
> {
  /** Null for a scale set. */
  readonly osType: OsType | null;
  readonly agentStop: AgentStop | null;
}

/** The target, which must exist in this region; a VM must run and have the agent. @throws AzureError 400 */
export function readCaptureTarget(properties: JsonObject, targets: Targets): CaptureTarget {
  const { target, targetType = "AzureVM" } = properties;
  const scope = readScope(properties.scope);
  if (targetType === "AzureVMSS") return scaleSetTarget(target, scope, targets);
  if (targetType !== "AzureVM" && targetType !== 0)
    throw refuseTarget("'targetType' must be AzureVM or AzureVMSS.");
  if (typeof target !== "string" || !isVmResourceId(target))
    throw refuseTarget("'target' must be the id of a virtual machine.");
  const vm = targets.vms.find(target);
  if (vm === null) throw refuseTarget(`The target virtual machine '${target}' was not found.`);
  checkLocation(vm.location, targets.location);
  if (vm.powerState !== "running") throw refuseTarget(`The target virtual machine is ${vm.powerState}.`);
  if (!hasAgent(vm, targets.now))
    throw refuseTarget("The Network Watcher agent extension is not installed on the target virtual machine.");
  const { id, traffic, osType, agentStop, statusAfterSeconds } = vm;
  return {
    target,
    targetType: "AzureVM",
    scope,
    vm: { id, name: vmName(vm), address: targets.networks.addressOf(vm) },
    traffic,
    instances: null,
    osType,
    agentStop,
    statusAfterSeconds,
  };
}

function scaleSetTarget(target: unknown, scope: Capture["scope"], targets: Targets): CaptureTarget {
  const set = typeof target === "string" ? targets.scaleSets.find(target) : null;
  if (typeof target !== "string" || set === null)
    throw refuseTarget("'target' must be the id of a virtual machine scale set that exists.");
  checkLocation(set.location, targets.location);
  return {
    target,
    targetType: "AzureVMSS",
    scope,
    vm: { id: set.id, name: set.id.split("/").at(-1) ?? "", address: "" },
    traffic: "ordinary",
    instances: capturedInstances(set, set.id, scope),
    osType: null,
    agentStop: null,
    statusAfterSeconds: null,
  };
}

function checkLocation(location: string, watcher: string): void {
  if (location !== watcher)
    throw refuseTarget(`The target is in ${location}, and this Network Watcher is in ${watcher}.`);
}

function readScope(value: unknown): Capture["scope"] {
  if (value === undefined || value === null) return { include: [], exclude: [] };
  if (!isJsonObject(value)) throw refuseTarget("'scope' must be an object.");
  const texts = (list: unknown): readonly string[] => {
    if (list === undefined || list === null) return [];
    if (Array.isArray(list) && list.every((item) => typeof item === "string")) return list;
    throw refuseTarget("'include' and 'exclude' of a scope must be arrays of texts.");
  };
  return { include: texts(value.include), exclude: texts(value.exclude) };
}
