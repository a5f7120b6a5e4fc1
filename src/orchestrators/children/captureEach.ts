import { timesOfRequest } from "../../captures/outcome/captureTimes.ts";
import { childPollSeconds } from "../../captures/progress/childPollSeconds.ts";
import { instanceId } from "../../durable/instances/instanceId.ts";
import { currentTime, timeIn } from "../../durable/timerIn.ts";
import { enterPhase } from "../enterPhase.ts";
import { readChildren, type Child } from "./readChildren.ts";
import { startChildren } from "./startChildren.ts";
import { stopChildren } from "./stopChildren.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { AlertRequest } from "../../durable/requests/alertRequest.ts";
import type { CaptureRequest } from "../../durable/requests/captureRequest.ts";
import type { StartBounds } from "../../durable/startBounds.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** A poll costs eight history events, and each episode is sent the whole history. */
const pollsPerGeneration = 100;

/**
 * Captures several VMs at once, each in an orchestration of its own, and polls them until all have ended.
 * They are no sub-orchestrations: a terminated one would fail its parent (durable-functions 3.5 cannot read
 * the failure that the extension reports), and nobody would be told of the others.
 */
export function* captureEach(
  context: OrchestrationContext,
  request: AlertRequest,
  requests: readonly CaptureRequest[],
  { stop, deadline }: StartBounds,
): Generator<Task, readonly CaptureOutcome[] | "continued", unknown> {
  const { progress } = request;
  const children = requests.map(({ vmId }, index): Child => ({
    vmId,
    instanceId: instanceId.ofChild(context.df.instanceId, index + 1),
    outcome: null,
  }));
  const open = () => children.filter(({ outcome }) => outcome === null);
  const showProgress = () => {
    enterPhase(context, { phase: "capturing", running: open().length, total: children.length });
  };
  showProgress();
  const unstarted =
    progress === undefined
      ? yield* startChildren(context, children, requests, { stop, deadline })
      : progress.unstarted;
  let stopped = progress?.stopped ?? false;
  const begunAt = progress?.begunAt ?? currentTime(context);
  for (let poll = 1; open().length > 0; poll += 1) {
    const time = timeIn(context, childPollSeconds((currentTime(context) - begunAt) / 1000));
    if (stopped) yield context.df.createTimer(time);
    else if (yield* stop.waitUntil(time)) {
      stopped = true;
      yield* stopChildren(context, open(), stop);
    }
    yield* readChildren(context, open(), unstarted, timesOfRequest(request));
    showProgress();
    if (poll < pollsPerGeneration || open().length === 0 || (stop.isRaised && !stopped)) continue;
    const resolved = stop.resolvedAt === null ? {} : { resolvedAt: stop.resolvedAt };
    context.df.continueAsNew({ ...request, progress: { stopped, begunAt, unstarted, ...resolved } });
    return "continued";
  }
  return children.map(({ outcome }) => outcome).filter((outcome) => outcome !== null);
}
