import { getRandomValues, randomUUID } from "node:crypto";
import { questionsFor } from "../captures/network/questionsFor.ts";
import { ownAddresses } from "../captures/network/vmNetwork.ts";
import { isRefusal, refuse, type Refusal } from "../captures/outcome/refusal.ts";
import { trafficWords } from "../captures/plan/trafficWords.ts";
import { analysisLimits } from "../captures/progress/analysisLimits.ts";
import { neededFrom } from "../captures/rings/files/neededFrom.ts";
import { NotYet } from "../durable/notYet.ts";
import { attempt } from "./analysis/attempt.ts";
import { ringFilesFor } from "./analysis/ringFilesFor.ts";
import { runAnalysis } from "./analysis/runAnalysis.ts";
import { Turns } from "./analysis/turns.ts";
import type { AnalysisOrder } from "../analysis/analysisOrder.ts";
import type { AnalysisRunner } from "../analysis/analysisRunner.ts";
import type { Azure } from "../azure/azure.ts";
import type { CaptureAnalysis } from "../captures/outcome/captureAnalysis.ts";
import type { Config } from "../config.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

type Handler = HandlerOf<typeof activities.analyzeCapture>;
type Order = Omit<Parameters<Handler>[0], "fileUrl" | "before">;
type Connect = (azure: Pick<Azure, "captureFiles" | "appStorage">, config: Config) => Handler;

/**
 * Analyzes capture files with the runner. Each attempt is recorded outside the process before it begins,
 * because the message of a step whose process has died comes back: a file that kills the process in a way
 * that nobody thought of would kill one after the other. So without the record there is no analysis.
 */
export function analyzeCapture(runner: () => Promise<AnalysisRunner>): Connect {
  const turns = new Turns(analysisLimits.atOnce);
  const once = onceAtATime<CaptureAnalysis | Refusal>();
  const process = randomUUID();
  return ({ captureFiles, appStorage }, { analyzeMaxBytes }) => {
    const analyze: Handler = async ({ fileUrl, before: rings = [], ...request }, invocation) => {
      const file = await captureFiles.open(fileUrl);
      if (file === null) return refuse("storage-failed", "It is no longer in storage.");
      if (file.bytes > analyzeMaxBytes) return refuse("not-allowed", tooLarge(file.bytes, analyzeMaxBytes));
      const loaded = await runner();
      const { instanceId, attempt: count } = invocation;
      if (!(await attempt.begin(appStorage, { instanceId, attempt: count, process }))) return brokenOff;
      try {
        const { moment, filters = [] } = request;
        // Without a moment, those that are not needed were left out when they were looked for.
        const from = moment === undefined ? null : neededFrom(moment, invocation.now);
        const need = { captureBytes: file.bytes, mostBytes: analyzeMaxBytes, from, filters };
        const before = rings.length === 0 ? null : ringFilesFor(rings, need, captureFiles);
        const analysis = await runAnalysis(loaded, { file, before }, orderOf(request), invocation);
        if (request.known === undefined || isRefusal(analysis)) return analysis;
        return { ...analysis, questions: questionsFor(request.known, analysis.summary) };
      } finally {
        await attempt.end(appStorage, instanceId);
      }
    };
    return async (input, invocation) => {
      if (analyzeMaxBytes === 0) return refuse("not-allowed", "CAPTURE_ANALYZE_MAX_BYTES is 0.");
      return once(invocation.instanceId, () => inTurn(turns, () => analyze(input, invocation)));
    };
  };
}

/** Does the work of an id, or joins it where it is being done: a message can be delivered twice. */
function onceAtATime<Result>(): (id: string, work: () => Promise<Result>) => Promise<Result> {
  const running = new Map<string, Promise<Result>>();
  return (id, work) => {
    const result = running.get(id) ?? work().finally(() => running.delete(id));
    running.set(id, result);
    return result;
  };
}

async function inTurn<Result>(turns: Turns, work: () => Promise<Result>): Promise<Result> {
  if (!(await turns.begin(analysisLimits.turnSeconds)))
    throw new NotYet(refuse("unexpected", "Other analyses took all the time."));
  try {
    return await work();
  } finally {
    turns.end();
  }
}

function orderOf({ question, moment, summaryBytes, filters = [], known, ...given }: Order): AnalysisOrder {
  const { endingSeconds, memoryBytes } = analysisLimits;
  const { readingSeconds = analysisLimits.readingSeconds } = given;
  const seed = [...getRandomValues(new Uint32Array(4))];
  const traffic = trafficWords(filters);
  const bounds = { readingSeconds, endingSeconds, memoryBytes };
  // A part of the addresses would make strangers of the others.
  const localAddresses = known?.network.isComplete === true ? ownAddresses(known.network) : [];
  // Interfaces do not have all that a VM answers to: link-local addresses, floating ones of a load balancer.
  const asked = { question, traffic, moment: moment ?? null, localAddresses, infersFurther: true };
  return { ...asked, summaryBytes, seed, ...bounds };
}

const brokenOff = refuse(
  "unexpected",
  "The app's process ended while it was analyzed, or analyzes it still; it is not tried twice.",
);

const tooLarge = (bytes: number, most: number): string =>
  `It has ${bytes.toLocaleString("en-US")} bytes, and CAPTURE_ANALYZE_MAX_BYTES is ${most.toLocaleString("en-US")}.`;
