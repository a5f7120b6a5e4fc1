/** One alert captures no more of a scale set. */
const mostInstances = 20;

/** A machine that is captured. */
interface NamingMachine {
  readonly id: string;
  /** Of a scale set: those that are named; null: all. Absent for a VM. */
  readonly instances?: readonly string[] | null;
}

/** The instances of scale sets that an alert or a request names. */
export const namedInstances = (machines: readonly NamingMachine[]) =>
  machines.flatMap(({ id, instances = null }) =>
    instances === null ? [] : { scaleSetId: id, ids: instances.slice(0, mostInstances) },
  );
