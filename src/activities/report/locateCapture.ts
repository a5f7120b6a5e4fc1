import { parseScaleSetId } from "../../arm/scaleSetId.ts";
import { isInScopes } from "../../arm/scopes.ts";
import { parseVmId, type VmId } from "../../arm/vmId.ts";
import { AzureFault } from "../../azure/azureFault.ts";
import { locatedOutcome, missingSession } from "../../captures/interruption/locatedOutcome.ts";
import { unlocated } from "../../captures/interruption/unlocated.ts";
import { failedOutcome } from "../../captures/outcome/failedOutcome.ts";
import { refuse } from "../../captures/outcome/refusal.ts";
import { captureName } from "../../captures/site/captureName.ts";
import { isQuery } from "../../captures/site/captureSession.ts";
import { sameLocation } from "../../captures/site/sameLocation.ts";
import { refusalOf } from "../faults/refusalOf.ts";
import { locatedInstances } from "./locatedInstances.ts";
import type { Azure } from "../../azure/azure.ts";
import type { InterruptedCapture } from "../../captures/interruption/interruptedCapture.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { TargetVm } from "../../captures/site/targetVm.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { ActivityInvocation, HandlerOf } from "../activityFunction.ts";

export const locateCapture =
  (azure: Azure, { allowedScopes, namePrefix }: Config): HandlerOf<typeof activities.locateCapture> =>
  async (capture, invocation) => {
    const { vmId, occurrence, session } = capture;
    const vm = parseVmId(vmId) ?? parseScaleSetId(vmId);
    if (vm === null) return refuse("host-name-only", `"${vmId}" had not been looked up.`);
    if (!isInScopes(vmId, allowedScopes)) return refuse("not-allowed", `${vmId} is outside ALLOWED_SCOPES.`);
    const derived =
      occurrence === null ? null : captureName(namePrefix, { id: vmId, name: vm.name }, occurrence);
    const name = session?.captureName ?? derived;
    if (name === null) return failedOutcome(vmId, missingSession(null));
    try {
      return await located(azure, capture, vm, name, invocation);
    } catch (error) {
      if (!(error instanceof AzureFault) || (error.passing && !invocation.isLast)) throw error;
      return failedOutcome(vmId, unlocated(refusalOf(error), name));
    }
  };

/** Azure compares names without case, so that the VM's name may be in the alert's casing. */
async function located(
  azure: Azure,
  capture: InterruptedCapture,
  { subscriptionId }: VmId,
  name: string,
  invocation: ActivityInvocation,
): Promise<CaptureOutcome> {
  const { vmId, session: followed, endsAt } = capture;
  const vm = await targetOf(azure, vmId);
  for (const watcher of await watchersOf(azure, subscriptionId, capture, vm)) {
    const found = await azure.packetCaptures.find(watcher, name);
    if (found === null) continue;
    // A file elsewhere is not linked.
    const fileUrl = found.fileUrl === null ? null : await azure.captureFiles.locate(found.fileUrl);
    const session = { ...found, fileUrl };
    const status = await azure.packetCaptures.status(watcher, name);
    const bytes = fileUrl === null ? null : await sizeOf(azure, fileUrl);
    const joined = followed?.joined ?? false;
    const location = vm?.location ?? null;
    const outcome = locatedOutcome(vm ?? vmId, { session, status, bytes, joined, endsAt, location });
    if (parseScaleSetId(vmId) === null) return outcome;
    const errors = status === null || isQuery(status) ? [] : status.errors;
    return locatedInstances(azure, outcome, found, errors, invocation);
  }
  return failedOutcome(vm ?? vmId, missingSession(name));
}

/** Of a scale set its instances do not count here. */
async function targetOf({ virtualMachines, scaleSets }: Azure, id: string): Promise<TargetVm | null> {
  if (parseScaleSetId(id) === null) return virtualMachines.find(id);
  const set = await scaleSets.find(id);
  return set === null ? null : { ...set, powerState: null, hasAgent: true };
}

/** The Network Watchers that may hold the session: all of the subscription where the VM is gone. */
async function watchersOf(
  { networkWatchers }: Azure,
  subscriptionId: string,
  { session }: InterruptedCapture,
  vm: TargetVm | null,
): Promise<readonly Watcher[]> {
  if (session !== null) return [session.watcher];
  const watchers = await networkWatchers.list(subscriptionId);
  return vm === null ? watchers : watchers.filter(({ location }) => sameLocation(location, vm.location));
}

/** The report says where the file is even if the app may not read it. */
async function sizeOf({ captureFiles }: Azure, url: string): Promise<number | null> {
  try {
    return await captureFiles.size(url);
  } catch (error) {
    if (error instanceof AzureFault) return null;
    throw error;
  }
}
