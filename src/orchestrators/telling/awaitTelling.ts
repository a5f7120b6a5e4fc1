import { isRefusal, type Refusal } from "../../captures/outcome/refusal.ts";
import { mostTellingSeconds, tellingPollSeconds } from "../../captures/progress/tellingPollSeconds.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { currentTime, timerIn } from "../../durable/timerIn.ts";
import { enterPhase } from "../enterPhase.ts";
import type { TellingQuery, TellingState } from "../../captures/telling/tellingState.ts";
import type { OrchestrationContext, Task } from "durable-functions";

type Ending = Exclude<TellingState, { state: "waiting" }>;

/** Waits until another alert's report has told this one, or can no longer do so. */
export function* awaitTelling(
  context: OrchestrationContext,
  teller: string,
  captureName: string | null,
): Generator<Task, Ending, unknown> {
  enterPhase(context, { phase: "reporting", awaits: teller });
  const begunAt = currentTime(context);
  const elapsed = () => (currentTime(context) - begunAt) / 1000;
  let isListed = false;
  while (elapsed() < mostTellingSeconds) {
    yield timerIn(context, tellingPollSeconds(elapsed()));
    const query: TellingQuery = { teller, captureName, isListed };
    const answer: TellingState | Refusal = yield* call(context, activities.readTelling, query);
    if (isRefusal(answer)) continue;
    if (answer.state !== "waiting") return answer;
    ({ isListed } = answer);
  }
  return { state: "untold" };
}
