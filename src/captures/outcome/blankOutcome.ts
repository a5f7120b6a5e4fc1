import { unknownTimes } from "./captureTimes.ts";
import type { TargetVm } from "../site/targetVm.ts";
import type { CaptureOutcome } from "./captureOutcome.ts";

/** An outcome of which only the VM is known; by its id until Azure has described it. */
export function blankOutcome(vm: TargetVm | string): CaptureOutcome {
  const [vmId, vmName, location] =
    typeof vm === "string" ? [vm, /[^/]*$/.exec(vm)?.[0] ?? vm, null] : [vm.id, vm.name, vm.location];
  return {
    vmId,
    vmName,
    location,
    outcome: "failed",
    code: null,
    hint: null,
    captureName: null,
    joined: false,
    replacedBy: null,
    limits: null,
    filters: null,
    stopReason: null,
    stoppedBy: null,
    startedAt: null,
    endedAt: null,
    fileUrl: null,
    guestPath: null,
    bytes: null,
    sha256: null,
    readAt: null,
    etag: null,
    times: unknownTimes,
    before: null,
    network: null,
    instances: null,
    instanceFolder: null,
    leadingInstance: null,
    analyzedBy: null,
    summary: null,
  };
}
