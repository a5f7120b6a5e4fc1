import { isRefusal, refuse, type Refusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import type { StopSignal } from "../../durable/stopSignal.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Whether the capture goes on for other alerts. In doubt one that has joined only leaves. */
export function* leaveForOthers(
  context: OrchestrationContext,
  following: { readonly captureName: string; readonly joined: boolean; readonly rule: string | null },
): Generator<Task, boolean, unknown> {
  const leaving = yield* call(context, activities.leaveCapture, following);
  return isRefusal(leaving) ? following.joined : leaving.goesOn;
}

/** What becomes of an alert that has left. `by`: who stopped it. */
export const leftCapture = (captureName: string, by: StopSignal["stoppedBy"]): Refusal => ({
  ...refuse(
    "stopped",
    `This alert ${by === "resolved" ? "resolved" : "was stopped"}, and has left the packet capture ${captureName}. The capture goes on for other alerts; their reports will have its file.`,
  ),
  ...(by !== null && { stoppedBy: by }),
});
