import { childIds } from "../../../durable/instances/childIds.ts";
import { instanceId } from "../../../durable/instances/instanceId.ts";
import { isParent, type InstanceStatus } from "../../../durable/instances/instanceStatus.ts";
import { durableClient } from "../../durableClient.ts";
import { problem } from "../problem.ts";
import type { HttpRequest, InvocationContext } from "@azure/functions";

/** The instances behind one capture of the API. */
export const captureInstances = {
  /** The alert's or request's instance that the route names; null when there is none. */
  async named({ params }: HttpRequest, context: InvocationContext): Promise<InstanceStatus | null> {
    const id = params.id ?? "";
    const instance = instanceId.isParent(id) ? await durableClient(context).read(id) : null;
    return instance !== null && isParent(instance) ? instance : null;
  },

  /** Those of its VMs, when it has several. */
  childrenOf(instance: InstanceStatus, context: InvocationContext): Promise<(InstanceStatus | null)[]> {
    const client = durableClient(context);
    return Promise.all(childIds(instance).map((id) => client.read(id)));
  },

  /** The answer when there is no such capture. */
  unknown: problem(404, "There is no capture with this id."),
};
