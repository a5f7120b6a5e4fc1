import { capturedOutcome } from "../../captures/outcome/capturedOutcome.ts";
import { failedOutcome } from "../../captures/outcome/failedOutcome.ts";
import { isRefusal, refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { isScaleSet } from "../../captures/scaleSet/isScaleSet.ts";
import { storedFields } from "../../captures/stored/storedAlert.ts";
import { activities } from "../../durable/activities.ts";
import { historyResults, historyTimes } from "../../durable/instances/historyResults.ts";
import type { InterruptedCapture } from "../../captures/interruption/interruptedCapture.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { CaptureTimes } from "../../captures/outcome/captureTimes.ts";
import type { FollowedSession } from "../../captures/site/followedSession.ts";
import type { TargetVm } from "../../captures/site/targetVm.ts";
import type { Activity } from "../../durable/activity.ts";
import type { InstanceStatus } from "../../durable/instances/instanceStatus.ts";

type StoredFields = ReturnType<typeof storedFields>;
type Results = ReturnType<typeof historyResults>;

/** What an activity has decided. An earlier release's result may lack fields: ask for them by `in`. */
const resultOf = <Input, Output extends object>(
  results: Results,
  { name }: Activity<Input, Output>,
): Output | Refusal | null => (results.get(name) as Output | undefined) ?? null;

/**
 * What an alert's orchestrations leave behind of its captures. `children`: those of its VMs, in their order,
 * null where there is none.
 */
export function interruptedCaptures(
  alert: InstanceStatus,
  children: readonly (InstanceStatus | null)[],
): readonly InterruptedCapture[] {
  const stored = storedFields(alert.input);
  const { targets } = stored;
  // A Flexible scale set stands for several VMs: then nobody knows of which one there is no child.
  const areNamed = children.length === targets.length || !targets.some(isScaleSet);
  if (children.some((child) => child !== null))
    return children.flatMap((child, index) => {
      const vmId = areNamed ? (targets[index] ?? "") : "";
      if (child === null) return vmId === "" ? [] : [unknown(vmId, stored)];
      return [captureOf(storedFields(child.input).vmId ?? vmId, stored, child)];
    });
  // A single VM runs on the alert's own instance, also where two computers' names were one VM's.
  const isInline = historyResults(alert.history).has(activities.resolveVm.name) || targets.length === 1;
  if (isInline) return [captureOf(targets[0] ?? "", stored, alert)];
  return targets.map((vmId) => unknown(vmId, stored));
}

const unknown = (vmId: string, { occurrence, times }: StoredFields): InterruptedCapture => ({
  vmId,
  occurrence,
  times,
  outcome: null,
  session: null,
  endsAt: null,
});

function captureOf(vmId: string, alert: StoredFields, instance: InstanceStatus): InterruptedCapture {
  const { occurrence } = alert;
  const { runtimeStatus, output, customStatus, history } = instance;
  const results = historyResults(history);
  const order = resultOf(results, activities.resolveVm);
  const site = order !== null && "site" in order ? order.site : null;
  const session = sessionIn(results);
  const times = timesIn(history, results, alert.times);
  const isDone = runtimeStatus === "Completed" && isOutcome(output);
  return {
    vmId: site?.vm.id ?? vmId,
    occurrence,
    times,
    outcome: isDone ? output : outcomeIn(results, vmId, times),
    session: site === null || session === null ? null : { ...session, watcher: site.watcher },
    endsAt: hasEnd(customStatus) ? customStatus.endsAt : null,
    ...(site !== null && ringIn(results, site.vm)),
  };
}

/** The ring that was taken; nothing where its files had been found, or there was none. */
function ringIn(results: Results, vm: TargetVm): Pick<InterruptedCapture, "ring"> {
  const taken = resultOf(results, activities.takeRing);
  const isOpen = resultOf(results, activities.findRingFiles) === null;
  const hasRing = taken !== null && "sessions" in taken && taken.sessions.length > 0;
  return hasRing && isOpen ? { ring: { vm, taken } } : {};
}

const isOutcome = (output: unknown): output is CaptureOutcome =>
  typeof output === "object" && output !== null && "vmId" in output && "outcome" in output;

const hasEnd = (status: unknown): status is { readonly endsAt: string } =>
  typeof status === "object" && status !== null && "endsAt" in status && typeof status.endsAt === "string";

function sessionIn(results: Results): FollowedSession | null {
  const created = resultOf(results, activities.createCapture);
  if (created !== null && "captureName" in created) return created;
  const clearance = resultOf(results, activities.clearConflicts);
  return clearance !== null && "captureName" in clearance ? clearance : null;
}

/** The history tells when a step was done. */
function timesIn(history: InstanceStatus["history"], results: Results, known: CaptureTimes): CaptureTimes {
  const at = historyTimes(history);
  const { createCapture, clearConflicts, findCaptureFile } = activities;
  const accepting = [createCapture, clearConflicts].find(
    ({ name }) => results.get(name)?.captureName !== undefined,
  );
  const hasFile = typeof results.get(findCaptureFile.name)?.bytes === "number";
  return {
    ...known,
    acceptedAt: at.get(accepting?.name ?? "") ?? null,
    fileFoundAt: hasFile ? (at.get(findCaptureFile.name) ?? null) : null,
  };
}

/** The outcome that the orchestration would have reported; null where its steps had not got that far. */
function outcomeIn(results: Results, vmId: string, times: CaptureTimes): CaptureOutcome | null {
  const order = resultOf(results, activities.resolveVm);
  if (order === null) return null;
  if (isRefusal(order)) return failedOutcome(vmId, order, undefined, times);
  if (!("site" in order)) return null;
  const session = sessionIn(results);
  const { clearConflicts, createCapture, checkCapture, findCaptureFile, analyzeCapture } = activities;
  for (const step of [clearConflicts, createCapture, checkCapture]) {
    const refusal = results.get(step.name);
    if (refusal !== undefined && isRefusal(refusal))
      return failedOutcome(order.site.vm, refusal, session ?? undefined, times);
  }
  const end = resultOf(results, checkCapture);
  const file = resultOf(results, findCaptureFile);
  if (session === null || end === null || !("status" in end) || file === null) return null;
  const analysis = resultOf(results, analyzeCapture) ?? unanalyzed;
  const found = resultOf(results, activities.findRingFiles);
  const before = found === null || !("files" in found) ? null : found;
  const hasFile = !isRefusal(file) && file.fileUrl !== null;
  const examined = { file, fileFoundAt: times.fileFoundAt, analysis: hasFile ? analysis : null, before };
  return capturedOutcome(order.site.vm, session, end, examined, times);
}

const unanalyzed: Refusal = refuse("unexpected", "The alert's orchestration had ended.");
