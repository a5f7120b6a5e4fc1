import { timesOfRequest } from "../captures/outcome/captureTimes.ts";
import { failedOutcome } from "../captures/outcome/failedOutcome.ts";
import { isRefusal } from "../captures/outcome/refusal.ts";
import { expectEnd } from "../captures/progress/expectedEnd.ts";
import { beforeOf } from "../captures/rings/files/beforeOf.ts";
import { momentBy } from "../captures/rings/files/momentOf.ts";
import { arrivalOf } from "../captures/site/joinable.ts";
import { readCaptureRequest, type CaptureRequest } from "../durable/requests/captureRequest.ts";
import { startBounds, type StartBounds } from "../durable/startBounds.ts";
import { currentTime, timeIn } from "../durable/timerIn.ts";
import { enterPhase } from "./enterPhase.ts";
import { findSite } from "./findSite.ts";
import { followCapture } from "./following/followCapture.ts";
import { askAzure } from "./network/askAzure.ts";
import { readNetwork } from "./network/readNetwork.ts";
import { openSession } from "./openSession.ts";
import { claimRing, claimRingWhileCapturing } from "./rings/claimRing.ts";
import { endWithoutCapture } from "./rings/endWithoutCapture.ts";
import { searchRing } from "./rings/searchRing.ts";
import { isUnfinished, type EndedCapture } from "./telling/endedCapture.ts";
import { finishCapture } from "./telling/finishCapture.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/**
 * Captures one VM's packets, from preflight to the capture's end. A failure is an outcome too. A capture of
 * its own is finished here; one that it has joined may be told, with its file, by another alert.
 */
export function* capturePackets(
  context: OrchestrationContext,
  { analysis: asked, origin: given = { rule: null }, ...wanted }: CaptureRequest,
  bounds: StartBounds,
): Generator<Task, CaptureOutcome | EndedCapture, unknown> {
  const { firedAt = null, receivedAt = null } = given;
  const alertTimes = timesOfRequest({ alert: { firedAt }, receivedAt });
  const origin = { ...given, arrivedAt: arrivalOf(given.receivedAt, currentTime(context)) };
  enterPhase(context, { phase: "resolving" });
  const { vmId, instanceIds, occurrence, limits } = wanted;
  const target = { vmId, ...(instanceIds !== undefined && { instanceIds }) };
  const order = yield* findSite(context, { ...target, occurrence, limits }, bounds);
  const { isArmed } = order;
  const { moment } = asked;
  const facts = { isArmed, times: alertTimes, moment };
  if (isRefusal(order)) return yield* endWithoutCapture(context, vmId, { refusal: order, ...facts });

  const { site, plan } = order;
  const { vm, watcher } = site;
  const session = yield* openSession(context, { ...order, origin }, bounds);
  if (isRefusal(session)) return yield* endWithoutCapture(context, vm, { refusal: session, ...facts });
  const expected = expectEnd(currentTime(context), session.limits.timeLimitSeconds);
  const times = { ...alertTimes, acceptedAt: timeIn(context, 0).toISOString() };
  const analysis = moment === undefined ? asked : { ...asked, moment: momentBy(moment, times.acceptedAt) };
  const network = yield* readNetwork(context, order, expected, bounds.stop);
  // A capture that this alert has joined has the ring already.
  const armed = isArmed === true && !session.joined ? { vm, watcher, session, expected } : null;
  const claimed = armed === null ? null : yield* claimRingWhileCapturing(context, armed, bounds.stop);

  const followed = { ...session, watcher, rule: origin.rule, expected };
  const end = yield* followCapture(context, followed, plan.poll, bounds.stop);
  const ring = armed === null ? null : (claimed ?? (yield* claimRing(context, armed)));
  if (isRefusal(end)) {
    const files = yield* searchRing(context, { vm, times, ring }, null, analysis.moment ?? null);
    const before = files === null ? null : beforeOf(files, null, times);
    const known = yield* askAzure(context, { watcher, network }, null);
    return { ...failedOutcome(vm, end, session, times), before, network: known };
  }
  const ended = { vm, watcher, session, end, times, analysis, ring, network };
  return session.joined ? ended : yield* finishCapture(context, ended);
}

/** The registered orchestrator, one per VM of an alert with several. */
export function* capturePacketsOrchestrator(context: OrchestrationContext) {
  const request = readCaptureRequest(context.df.getInput());
  const capture = yield* capturePackets(context, request, startBounds(context, request.begunAt));
  return isUnfinished(capture) ? yield* finishCapture(context, capture) : capture;
}
