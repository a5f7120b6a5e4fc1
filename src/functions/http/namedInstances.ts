import type { Machine } from "../../alerts/targets/machine.ts";
import type { NamedInstances } from "../../durable/requests/alertRequest.ts";

/** One alert captures no more of a scale set. */
const mostInstances = 20;

/** The instances of scale sets that an alert or a request names. */
export const namedInstances = (machines: readonly Machine[]): readonly NamedInstances[] =>
  machines.flatMap(({ id, instances = null }) =>
    instances === null ? [] : { scaleSetId: id, ids: instances.slice(0, mostInstances) },
  );
