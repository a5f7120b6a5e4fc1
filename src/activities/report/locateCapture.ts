import { isInScopes } from "../../arm/scopes.ts";
import { parseVmId } from "../../arm/vmId.ts";
import { AzureFault } from "../../azure/azureFault.ts";
import { locatedOutcome, missingSession } from "../../captures/interruption/locatedOutcome.ts";
import { failedOutcome } from "../../captures/outcome/failedOutcome.ts";
import { refuse } from "../../captures/outcome/refusal.ts";
import { captureName } from "../../captures/site/captureName.ts";
import { sameLocation } from "../../captures/site/sameLocation.ts";
import type { Azure } from "../../azure/azure.ts";
import type { InterruptedCapture } from "../../captures/interruption/interruptedCapture.ts";
import type { TargetVm } from "../../captures/site/targetVm.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { Config } from "../../config.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const locateCapture =
  (azure: Azure, config: Config): HandlerOf<typeof activities.locateCapture> =>
  async (capture) => {
    const { vmId, occurrence, session: followed } = capture;
    const parts = parseVmId(vmId);
    if (parts === null) return refuse("host-name-only", `"${vmId}" had not been looked up.`);
    if (!isInScopes(vmId, config.allowedScopes))
      return refuse("not-allowed", `${vmId} is outside ALLOWED_SCOPES.`);
    const vm = await azure.virtualMachines.find(vmId);
    const { id, name: vmName } = vm ?? { id: vmId, name: parts.name };
    const name =
      followed?.captureName ??
      (occurrence === null ? null : captureName(config.namePrefix, { id, name: vmName }, occurrence));
    if (name === null) return failedOutcome(vm ?? vmId, missingSession(null));
    for (const watcher of await watchersOf(azure, parts.subscriptionId, capture, vm)) {
      const session = await azure.packetCaptures.find(watcher, name);
      if (session === null) continue;
      const status = await azure.packetCaptures.status(watcher, name);
      const bytes = session.fileUrl === null ? null : await sizeOf(azure, session.fileUrl);
      const { endsAt } = capture;
      const found = { watcher, session, status, bytes, endsAt, joined: followed?.joined ?? false };
      return locatedOutcome(vm ?? vmId, { ...found, location: vm?.location ?? null });
    }
    return failedOutcome(vm ?? vmId, missingSession(name));
  };

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
