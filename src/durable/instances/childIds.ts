import { isScaleSet } from "../../captures/scaleSet/isScaleSet.ts";
import { storedFields } from "../../captures/stored/storedAlert.ts";
import { instanceId as ids } from "./instanceId.ts";
import type { InstanceStatus } from "./instanceStatus.ts";

/** One alert has no more. */
const mostChildren = 20;

/**
 * Instance ids that the orchestrations of an alert's VMs have, in the order of the VMs; empty for a single
 * VM. Of scale sets only the alert's own progress tells how many VMs they have: where it does not, there may
 * be fewer instances than ids.
 */
export function childIds({ instanceId, input, customStatus }: InstanceStatus): readonly string[] {
  const { targets } = storedFields(input);
  const count = countIn(customStatus) ?? (targets.some(isScaleSet) ? mostChildren : targets.length);
  return count > 1 ? Array.from({ length: count }, (_, index) => ids.ofChild(instanceId, index + 1)) : [];
}

/** What an alert's progress tells of it while it captures; null before and afterwards. */
function countIn(customStatus: unknown): number | null {
  if (typeof customStatus !== "object" || customStatus === null) return null;
  const { total, endsAt } = customStatus as Readonly<Record<string, unknown>>;
  // Its own capture is that of a single VM or scale set.
  if (endsAt !== undefined) return 1;
  return typeof total === "number" && total > 1 && total <= mostChildren ? Math.trunc(total) : null;
}
