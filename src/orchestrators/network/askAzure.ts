import { isRefusal, type Refusal } from "../../captures/outcome/refusal.ts";
import { activities } from "../../durable/activities.ts";
import { call } from "../../durable/call.ts";
import { Deadline } from "../../durable/deadline.ts";
import { currentTime, timeIn, timerAt } from "../../durable/timerIn.ts";
import { together } from "../../durable/together.ts";
import type { Asked } from "../../captures/network/contextOf.ts";
import type { NetworkContext } from "../../captures/network/networkContext.ts";
import type { NetworkAnswer, NetworkQuestion } from "../../captures/network/networkQuestion.ts";
import type { VmNetwork } from "../../captures/network/vmNetwork.ts";
import type { ExaminedFile } from "../../captures/outcome/captureFile.ts";
import type { StatusQuery } from "../../captures/site/captureSession.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** No attempt begins later; the last one ends within 20 s, and all is answered within a minute. */
const askingSeconds = 40;
/** However soon Azure lets itself be asked again. */
const leastSeconds = 5;

interface AskedVm {
  readonly watcher: Watcher;
  readonly network: VmNetwork | null;
}

/**
 * Asks Azure about the flows behind the findings, all questions side by side. What is not answered never
 * fails the capture. Where there is no analysis, the addresses alone are told.
 */
export function* askAzure(
  context: OrchestrationContext,
  { watcher, network }: AskedVm,
  analysis: ExaminedFile["analysis"],
): Generator<Task, NetworkContext | null, unknown> {
  if (network === null) return null;
  const begunAt = timeIn(context, 0).toISOString();
  const questions = analysis === null || isRefusal(analysis) ? [] : (analysis.questions ?? []);
  const asked = yield* together(
    context,
    questions.map((question) => ask(context, watcher, question)),
  );
  const told = yield* call(context, activities.tellNetwork, { network, asked, begunAt });
  return isRefusal(told) ? null : told;
}

type Asking = Parameters<NonNullable<typeof activities.askNetwork.types>>[0];
type Reply = NetworkAnswer | StatusQuery | Refusal;

function* ask(
  context: OrchestrationContext,
  watcher: Watcher,
  question: NetworkQuestion,
): Generator<Task, Asked, unknown> {
  const deadline = new Deadline(currentTime(context), askingSeconds);
  for (let answerUrl: string | null = null; ;) {
    const asking: Asking = { watcher, question, answerUrl };
    const answer: Reply = yield* call(context, activities.askNetwork, asking, { deadline });
    if (isRefusal(answer) || !("answerUrl" in answer)) return { question, answer };
    const time = timeIn(context, Math.max(answer.afterSeconds, leastSeconds));
    if (deadline.isOver(time.getTime())) return { question, answer: deadline.refusal("askNetwork") };
    yield timerAt(context, time);
    ({ answerUrl } = answer);
  }
}
