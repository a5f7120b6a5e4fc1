import { armId } from "../../arm/armId.ts";
import type { ResourceId } from "../../arm/resourceId.ts";
import type { Dimension } from "./dimension.ts";
import type { Target } from "./target.ts";

type MachineTarget = Exclude<Target, { kind: "ignored" }>;

/** What an alert captures: a VM, or instances of a scale set. */
export interface Machine extends ResourceId {
  /** Of a scale set: the instances that the alert names, distinct; null: all. Absent for a VM. */
  readonly instances?: readonly string[] | null;
}

/** The machine that a target is. */
export const machineOf = (target: MachineTarget): Machine =>
  target.kind === "vm"
    ? target.vm
    : { ...target.set, instances: target.instanceId === null ? null : [target.instanceId] };

/** The machines among an alert's targets, each scale set once. `dimensions` name instances of a set. */
export function machinesOf(targets: readonly Target[], dimensions: readonly Dimension[]): readonly Machine[] {
  const machines = new Map<string, Machine>();
  for (const target of targets) {
    if (target.kind === "vm") machines.set(armId.folded(target.vm.id), target.vm);
    if (target.kind !== "scaleSet") continue;
    const { set, instanceId } = target;
    const key = armId.folded(set.id);
    const known = machines.get(key)?.instances ?? named(set.name, dimensions);
    const instances = [...known, ...(instanceId === null ? [] : [instanceId])];
    machines.set(key, { ...set, instances: instances.length === 0 ? null : distinct(instances) });
  }
  return [...machines.values()];
}

/** The id of each thing that is captured: of named instances each one's. */
export const capturedIds = ({ id, instances = null }: Machine): readonly string[] =>
  instances === null ? [id] : instances.map((instance) => `${id}/virtualMachines/${instance}`);

/**
 * The platform's metrics of a scale set are split by `VMName`. A Uniform set names its instances
 * `<set>_<number>`, a Flexible one its VMs `<set>_<8 hex digits>`; names of other forms are not guessed at.
 */
const isInstanceDimension = (name: string): boolean => /^vm[ _]?name$/i.test(name);

function named(set: string, dimensions: readonly Dimension[]): readonly string[] {
  const start = `${set}_`.toLowerCase();
  return dimensions.flatMap(({ name, value }) => {
    if (!isInstanceDimension(name) || !value.toLowerCase().startsWith(start)) return [];
    const rest = value.slice(start.length);
    if (/^\d{1,7}$/.test(rest)) return rest;
    return /^[\da-f]{8}$/i.test(rest) ? value : [];
  });
}

function distinct(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()));
}
