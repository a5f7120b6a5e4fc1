import { VmTimeline } from "../../../../traffic/timeline/vmTimeline.ts";
import type { TrafficPlans } from "../../virtualMachines/trafficPlans.ts";
import type { Capture } from "../capture.ts";

/** The traffic that the session records where it goes on; null: the session has a traffic of its own. */
export function timelineOf(
  { vm, onTimeline }: Pick<Capture, "vm" | "onTimeline">,
  plans: TrafficPlans,
  options: { readonly remembered?: number } = {},
): VmTimeline | null {
  if (!onTimeline) return null;
  return new VmTimeline({ seed: vm.id.toLowerCase(), vm, plans: plans.of(vm.id), ...options });
}
