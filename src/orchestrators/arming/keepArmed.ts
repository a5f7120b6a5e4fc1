import { isRefusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { together } from "../../durable/together.ts";
import { tendVm } from "./tendVm.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** VMs whose rings are tended at a time: Azure limits the calls of a subscription. */
const atOnce = 10;

/** What a pass leaves behind. */
interface ArmedPass {
  /** Rings in the record; null: it could not be read, or the armed VMs not be listed. */
  readonly rings: number | null;
  /** VMs whose rings needed something. */
  readonly tended: number;
}

/**
 * Makes the armed set true, in one pass: starts, renews, repairs and ends rings. A timer starts it every
 * minute where none runs, and a pass in which nothing is due is one activity.
 */
export function* keepArmed(context: OrchestrationContext): Generator<Task, ArmedPass, unknown> {
  const survey = yield* call(context, activities.surveyRings, {});
  if (isRefusal(survey)) return { rings: null, tended: 0 };
  const { rings, due, isTelling } = survey;
  for (let begun = 0; begun < due.length; begun += atOnce) {
    context.df.setCustomStatus({ tending: due.length, begun });
    yield* together(
      context,
      due.slice(begun, begun + atOnce).map((vmId) => tendVm(context, vmId)),
    );
  }
  if (isTelling || due.length > 0) yield* call(context, activities.startArmingReport, {});
  return { rings, tended: due.length };
}
