import { blankOutcome } from "../../captures/outcome/blankOutcome.ts";
import { storedAlert, storedFields, storedOverrides } from "../../captures/stored/storedAlert.ts";
import {
  hasEndedInstance,
  isInterrupted,
  type InstanceStatus,
} from "../../durable/instances/instanceStatus.ts";
import { interruptionOf } from "../../durable/instances/interruptionOf.ts";
import { placesOf } from "../../report/reportPlaces.ts";
import type { CaptureView, VmView } from "../../api/captureView.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { Config } from "../../config.ts";
import type { PageFacts } from "../../report/pageFacts.ts";
import type { RunningVm } from "../../report/runningVm.ts";

type Settings = Pick<
  Config,
  "reportTimeZone" | "fileRetentionDays" | "appOrigin" | "cloud" | "storageAccountId"
>;

/**
 * What the page of an alert or a request is rendered from: what its orchestrations have stored, whichever
 * version of the app stored it, or whoever started them by hand.
 *
 * @param view of the same instance and children
 */
export function pageFactsOf(
  instance: InstanceStatus,
  children: readonly (InstanceStatus | null)[],
  view: CaptureView,
  config: Settings,
): PageFacts {
  const { instanceId, input, output } = instance;
  const isRunning = runningIn(instance, children);
  return {
    alert: storedAlert(input),
    requestedBy: storedFields(input).requestedBy,
    overrides: storedOverrides(input),
    ...(view.resolvedAt !== null && { resolvedAt: view.resolvedAt }),
    captures: view.vms.filter((vm) => !isRunning(vm)).map(endedOutcome),
    ...(view.leftOut !== undefined && { leftOut: view.leftOut }),
    running: view.vms.filter(isRunning).map(runningVm),
    joinedAlerts: { listed: [], more: joinedBy(output) },
    ...(isInterrupted(instance) && { interruption: interruptionOf(instance) }),
    reportedIn: view.reportedIn,
    instanceId,
    timeZone: config.reportTimeZone,
    places: placesOf(config),
    fileRetentionDays: config.fileRetentionDays,
  };
}

/** Captures may outlive the alert's own orchestration, when that was terminated. */
function runningIn(instance: InstanceStatus, children: readonly (InstanceStatus | null)[]) {
  const hasEnded = hasEndedInstance(instance);
  const living = children.flatMap((child) =>
    child === null || hasEndedInstance(child) ? [] : storedFields(child.input).vmId,
  );
  return ({ outcome, vmId }: VmView): boolean =>
    outcome === undefined && (!hasEnded || living.includes(vmId));
}

const runningVm = ({ vmId, phase, endsAt }: VmView): RunningVm => ({
  vmId,
  vmName: blankOutcome(vmId).vmName,
  phase,
  endsAt,
});

/** Of a VM whose orchestration ended without an outcome, only that is known. */
const endedOutcome = (vm: VmView): CaptureOutcome => {
  const blank = blankOutcome(vm.vmId);
  return vm.outcome === undefined ? { ...blank, code: "unexpected", hint: lost } : { ...blank, ...vm };
};

const lost =
  "The orchestration ended before this VM's capture did. The capture may still run to its limits: see Network Watcher's packet captures.";

function joinedBy(output: unknown): number {
  const isKnown = typeof output === "object" && output !== null && "joinedBy" in output;
  return isKnown && typeof output.joinedBy === "number" ? output.joinedBy : 0;
}
