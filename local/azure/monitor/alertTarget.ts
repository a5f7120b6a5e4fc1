import { resourceId, type ResourceGroupPath } from "../arm/resourceId.ts";
import { parseScaleSetId, scaleSetType } from "../arm/scaleSets/scaleSet.ts";
import { parseVmResourceId, virtualMachineType } from "../arm/virtualMachines/vmResourceId.ts";

/** What a metric alert is about: a VM or a scale set. */
export interface AlertTarget extends ResourceGroupPath {
  readonly name: string;
  /** ARM id. */
  readonly id: string;
  readonly type: typeof virtualMachineType | typeof scaleSetType;
}

/** The target with this ARM id; null for any other text. */
export function parseAlertTarget(text: string): AlertTarget | null {
  const vm = parseVmResourceId(text);
  if (vm !== null) return { ...vm, type: virtualMachineType };
  const path = parseScaleSetId(text);
  if (path === null) return null;
  const name = text.slice(text.lastIndexOf("/") + 1);
  return { ...path, name, id: resourceId(path, scaleSetType, name), type: scaleSetType };
}
