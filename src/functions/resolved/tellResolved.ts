import { BackendUnavailable } from "../../durable/instances/backendUnavailable.ts";
import { instanceId } from "../../durable/instances/instanceId.ts";
import { causeOf, log } from "../../telemetry/log.ts";
import { durableClient } from "../durableClient.ts";
import { ignored } from "../http/ignored.ts";
import { unavailable } from "../http/problem.ts";
import { resolvedInstances } from "./resolvedInstances.ts";
import type { Resolution } from "../../alerts/alert.ts";
import type { HttpResponseInit, InvocationContext } from "@azure/functions";

/** A Resolved delivery, and the decision on it in a sentence. */
interface ResolvedDelivery {
  readonly resolution: Resolution;
  readonly detail: string;
}

/** An orchestration waits for its capture, its report, or for another alert's: all within days. */
const longestMs = 7 * 24 * 3_600_000;

/**
 * Tells the running orchestrations of an alert that it has resolved. The alert's id is all that its
 * deliveries have in common, so those that run are looked through; one that has reported is not told.
 */
export async function tellResolved(
  context: InvocationContext,
  { resolution, detail }: ResolvedDelivery,
  { isWhatIf, stops }: { readonly isWhatIf: boolean; readonly stops: boolean },
): Promise<HttpResponseInit> {
  const { alertId } = resolution;
  const now = Date.now();
  const at = resolution.at ?? new Date(now).toISOString();
  const client = durableClient(context);
  try {
    const running = await client.list(new Date(now - longestMs), ["Pending", "Running"]);
    const reached = resolvedInstances(running, { alertId, at });
    if (!isWhatIf) await Promise.all(reached.map((id) => client.resolve(id, { at, stops })));
    const [id = null] = reached;
    const ids = id === null ? {} : instanceId.parse(id);
    log(context, "alert.resolved", { ...ids, alertId, instances: reached.length, stops });
    return ignored("resolved", `${detail} ${effectOn(id, stops)}`, isWhatIf, id);
  } catch (error) {
    if (!(error instanceof BackendUnavailable)) throw error;
    log(context, "alert.unavailable", { alertId, cause: causeOf(error.cause) });
    return unavailable(error.message);
  }
}

function effectOn(id: string | null, stops: boolean): string {
  if (id === null) return "No capture of this alert runs.";
  return stops ? "Its capture ends early." : "The report of its capture says so.";
}
