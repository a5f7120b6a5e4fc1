import { isRefusal } from "../../captures/outcome/refusal.ts";
import { activities, type CaptureOrder } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import type { VmNetwork } from "../../captures/network/vmNetwork.ts";
import type { StopSignal } from "../../durable/stopSignal.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Reads the VM's interfaces while its capture runs. Null: it is not to be asked, or did not answer. */
export function* readNetwork(
  context: OrchestrationContext,
  { site: { vm }, asksNetwork }: Pick<CaptureOrder, "site" | "asksNetwork">,
  stop: StopSignal,
): Generator<Task, VmNetwork | null, unknown> {
  if (asksNetwork !== true) return null;
  const network = yield* call(context, activities.readAddresses, { vm }, { stop });
  return isRefusal(network) ? null : network;
}
