import { armId } from "../../arm/armId.ts";
import { isParent, type InstanceStatus } from "../../durable/instances/instanceStatus.ts";
import type { Resolution } from "../../alerts/alert.ts";

/** Clocks of services differ, and a live Resolved delivery has said that it fired when it resolved. */
const tolerance = 60_000;

/**
 * The ids of the orchestrations that an alert's resolution concerns, the newest first: those with its id that
 * had fired by then.
 */
export function resolvedInstances(
  running: readonly InstanceStatus[],
  { alertId, at }: { readonly alertId: string; readonly at: NonNullable<Resolution["at"]> },
): readonly string[] {
  const isMeant = (instance: InstanceStatus): boolean => {
    const { alertId: own, firedAt } = alertIn(instance.input);
    if (typeof own !== "string" || !armId.same(own, alertId)) return false;
    return typeof firedAt !== "string" || !(Date.parse(firedAt) > Date.parse(at) + tolerance);
  };
  return running
    .filter((instance) => isParent(instance) && isMeant(instance))
    .sort((one, other) => timeOf(other) - timeOf(one))
    .map(({ instanceId }) => instanceId);
}

const timeOf = ({ createdTime }: InstanceStatus): number => new Date(createdTime).getTime();

/** Inputs of instances that were started by hand can be anything. */
function alertIn(input: unknown): Readonly<Record<string, unknown>> {
  const alert = (input as { readonly alert?: unknown } | null | undefined)?.alert;
  return typeof alert === "object" && alert !== null ? (alert as Readonly<Record<string, unknown>>) : {};
}
