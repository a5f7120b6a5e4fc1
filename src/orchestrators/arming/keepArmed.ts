import { isRefusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { together } from "../../durable/together.ts";
import { tendVm } from "./tendVm.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * VMs whose rings are tended at a time. An instance of the app runs ten activities at a time (host.json), and
 * those of alerts are not to wait for rings.
 */
const atOnce = 4;

/** Each turn has a history of its own; all rings can end in one pass. */
const mostTurns = 10;

/** What earlier turns of a pass leave to the next; the first has none. */
interface Turn {
  readonly turn?: number;
  readonly tended?: number;
}

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
  const { turn = 1, tended: before = 0 } = context.df.getInput<Turn | null>() ?? {};
  const survey = yield* call(context, activities.surveyRings, {});
  if (isRefusal(survey)) return { rings: null, tended: before };
  const { rings, due, areMoreLeaving, isTelling } = survey;
  yield* tendAll(context, due);
  if (isTelling || due.length > 0) yield* call(context, activities.startArmingReport, {});
  const tended = before + due.length;
  // Where no VM is to be armed any more, the next pass is a quarter of an hour away.
  if (areMoreLeaving && turn < mostTurns) context.df.continueAsNew({ turn: turn + 1, tended });
  return { rings, tended };
}

function* tendAll(context: OrchestrationContext, due: readonly string[]): Generator<Task, void, unknown> {
  for (let begun = 0; begun < due.length; begun += atOnce) {
    context.df.setCustomStatus({ tending: due.length, begun });
    yield* together(
      context,
      due.slice(begun, begun + atOnce).map((vmId) => tendVm(context, vmId)),
    );
  }
}
