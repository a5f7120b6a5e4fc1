import { isRefusal, refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { chooseInstances } from "../../captures/scaleSet/chooseInstances.ts";
import { noScaleSet } from "./resolveScaleSet.ts";
import type { ScaleSets } from "../../azure/scaleSets.ts";
import type { TargetVm } from "../../captures/site/targetVm.ts";

/** A Uniform scale set as the target of a capture, with its instances; why it cannot be one. */
export async function setToCapture(
  scaleSets: ScaleSets,
  scaleSetId: string,
  wanted: readonly string[] | null,
): Promise<TargetVm | Refusal> {
  const [set, listed] = await Promise.all([scaleSets.find(scaleSetId), scaleSets.instances(scaleSetId)]);
  if (set === null) return refuse("vm-not-found", noScaleSet(scaleSetId));
  const { id, name, location, osType, isFlexible } = set;
  if (isFlexible) return refuse("vm-not-found", `The scale set ${name} is Flexible and has no VMs.`);
  const instances = chooseInstances(set, listed, wanted);
  const vm = { id, name, location, osType, powerState: "running", hasAgent: true };
  return isRefusal(instances) ? { ...instances, vm } : { ...vm, instances };
}
