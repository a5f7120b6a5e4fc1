import type { TargetVm } from "../site/targetVm.ts";

/** Ids of the instances of a scale set that are captured; null for a VM. */
export const capturedInstances = ({ instances }: Pick<TargetVm, "instances">): readonly string[] | null =>
  instances === undefined ? null : instances.filter(({ left }) => left === null).map(({ id }) => id);
