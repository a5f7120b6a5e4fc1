import { isRefusal } from "../../captures/outcome/refusal.ts";
import { capturingPhase, type ExpectedEnd } from "../../captures/progress/expectedEnd.ts";
import { activities, type CaptureOrder } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { currentTime } from "../../durable/timerIn.ts";
import { enterPhase } from "../enterPhase.ts";
import type { VmNetwork } from "../../captures/network/vmNetwork.ts";
import type { StopSignal } from "../../durable/stopSignal.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Reads the VM's interfaces while its capture runs. Null: it is not to be asked, or did not answer. */
export function* readNetwork(
  context: OrchestrationContext,
  { site: { vm }, asksNetwork }: Pick<CaptureOrder, "site" | "asksNetwork">,
  expected: ExpectedEnd,
  stop: StopSignal,
): Generator<Task, VmNetwork | null, unknown> {
  if (asksNetwork !== true) return null;
  enterPhase(context, capturingPhase(expected, currentTime(context)));
  const network = yield* call(context, activities.readAddresses, { vm }, { stop });
  return isRefusal(network) ? null : network;
}
