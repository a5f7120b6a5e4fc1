import { isScaleSet } from "../../captures/scaleSet/isScaleSet.ts";
import { storedOutcome, storedOutcomes } from "../../captures/stored/storedOutcomes.ts";
import { hasEndedInstance, isParent, type InstanceStatus } from "../../durable/instances/instanceStatus.ts";
import type { CaptureView, VmView } from "../../api/captureView.ts";
import type { AlertOutcome } from "../../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { Phase } from "../../captures/progress/phase.ts";

/** Renders an instance, with its children merged in. `children` are in the order of the VMs, or empty. */
export function captureView(
  parent: InstanceStatus,
  children: readonly (InstanceStatus | null)[],
): CaptureView {
  const output =
    parent.runtimeStatus === "Completed" ? (fieldsOf(parent.output) as Partial<AlertOutcome>) : null;
  const { phase, percent } = progressOf(parent);
  return {
    id: parent.instanceId,
    status: parent.runtimeStatus.toLowerCase(),
    phase,
    percent,
    alert: alertOf(parent.input),
    resolvedAt: output?.resolvedAt ?? null,
    vms: output === null ? runningVms(parent, children) : storedOutcomes(output).map(endedVm),
    ...(output?.leftOut !== undefined && { leftOut: output.leftOut }),
    report: output?.report ?? null,
    reportedIn: output?.reportedIn ?? null,
    error: output === null && hasEndedInstance(parent) ? textOf(parent.output) : null,
    createdAt: isoOf(parent.createdTime),
    updatedAt: isoOf(parent.lastUpdatedTime),
  };
}

/** VMs of computers' names and of scale sets are known by their children, and until then by those. */
function runningVms(parent: InstanceStatus, children: readonly (InstanceStatus | null)[]): readonly VmView[] {
  const known = children.filter((child) => child !== null);
  const isLookedUp = hostNamesOf(parent).length > 0 || targetsOf(parent).some(isScaleSet);
  if (isLookedUp && known.length > 0)
    return known.map((child) => vmView(textOf(fieldsOf(child.input).vmId) ?? "", child));
  return targetsOf(parent).map((target, index) => vmView(target, children[index] ?? parent));
}

const endedVm = (outcome: CaptureOutcome): VmView => ({
  ...outcome,
  phase: "done",
  percent: null,
  endsAt: null,
});

/** An ended child shows its outcome even before the alert's report is sent. */
function vmView(vmId: string, status: InstanceStatus): VmView {
  const isEndedChild = !isParent(status) && status.runtimeStatus === "Completed";
  const outcome = isEndedChild ? storedOutcome(status.output) : null;
  return outcome === null ? { vmId, ...progressOf(status) } : endedVm(outcome);
}

function progressOf({ customStatus }: InstanceStatus): Pick<VmView, "phase" | "percent" | "endsAt"> {
  const { phase = null, ...status } = fieldsOf(customStatus) as Partial<Phase>;
  const capturing = "endsAt" in status ? status : null;
  return { phase, percent: capturing?.percent ?? null, endsAt: capturing?.endsAt ?? null };
}

/** Inputs of instances started by hand can be anything. */
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

const hostNamesOf = ({ input }: InstanceStatus): readonly string[] => textsOf(fieldsOf(input).hostNames);

/** The VMs' ids, and the computers' names that are looked up. */
const targetsOf = (instance: InstanceStatus): readonly string[] => [
  ...textsOf(fieldsOf(instance.input).vmIds),
  ...hostNamesOf(instance),
];

function alertOf(input: unknown): CaptureView["alert"] {
  const { alert } = fieldsOf(input);
  if (typeof alert !== "object" || alert === null) return null;
  const { rule, severity, firedAt } = fieldsOf(alert);
  return { rule: textOf(rule), severity: textOf(severity), firedAt: textOf(firedAt) };
}

const textOf = (value: unknown): string | null =>
  typeof value === "string" ? value : value === null || value === undefined ? null : JSON.stringify(value);

const isoOf = (time: string | Date): string => new Date(time).toISOString();
