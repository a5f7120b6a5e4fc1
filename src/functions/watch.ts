import { instanceId } from "../durable/instances/instanceId.ts";
import { interruptedStatuses, isInterrupted, isParent } from "../durable/instances/instanceStatus.ts";
import { orchestratorNames } from "../durable/instances/orchestratorNames.ts";
import { log } from "../telemetry/log.ts";
import { dayMs } from "./dayMs.ts";
import { durableClient } from "./durableClient.ts";
import type { InstanceOrder } from "../durable/instances/instances.ts";
import type { InstanceStatus } from "../durable/instances/instanceStatus.ts";
import type { TimerHandler } from "@azure/functions";

const minuteMs = 60_000;
/** Longer than the longest capture and a day of tries to send its report. */
const lookBackMs = 2 * dayMs;
const everyMs = 2 * minuteMs;
/** An ordinary instance is Pending for seconds. */
const mostPendingMs = 5 * minuteMs;
/** By then everything that an ended orchestration had begun is stored. */
const settledMs = 2 * minuteMs;
/** Time to purge an instance that was terminated before it began, and to start it again: see the runbook. */
const restartMs = 15 * minuteMs;
/** A report whose own orchestration has failed is tried again this much later. */
const retryMs = 60 * minuteMs;
const mostReports = 50;

/** The number of a run, which is on time to within half the interval. */
const turnAt = (time: number): number => Math.round((Number.isNaN(time) ? 0 : time) / everyMs);
/** The first run at which an instance has been Pending for too long. */
const overdueTurn = ({ createdTime }: InstanceStatus): number =>
  Math.ceil((timeOf(createdTime) + mostPendingMs) / everyMs);
const timeOf = (time: string | Date): number => new Date(time).getTime();

/**
 * Timer: finds orchestrations that wait in vain for their start, and alerts whose orchestration ended without
 * a report. Only this sees them, because none of their own steps runs.
 */
export function watch(): TimerHandler {
  // What a run has missed, the next one catches up.
  let unseenFrom = Infinity;
  const reported = new Set<string>();
  return async ({ scheduleStatus, isPastDue }, context) => {
    // The time of this run by its schedule: the clock that also dates the orchestrations.
    const now = Date.parse(scheduleStatus.next);
    const from = Math.min(unseenFrom, turnAt(Date.parse(scheduleStatus.last)));
    unseenFrom = from;
    const client = durableClient(context);
    const found = await client.list(new Date(now - lookBackMs), ["Pending", ...interruptedStatuses]);
    for (const { instanceId: id, name } of found.filter(isNewlyOverdue(from, turnAt(now))))
      log(context, "instance.pending", { ...instanceId.parse(id), name, minutes: mostPendingMs / minuteMs });
    if (!isPastDue) unseenFrom = Infinity;
    await startReports(client, found, now, reported);
    await restartDigests(client, found, now);
  };
}

/** `reported`: alerts that are known to have a report, so that they are not asked for again. */
async function startReports(
  client: ReturnType<typeof durableClient>,
  found: readonly InstanceStatus[],
  now: number,
  reported: Set<string>,
): Promise<void> {
  const ids = found.filter(isReportable(now)).map(({ instanceId: id }) => id);
  for (const id of reported) if (!ids.includes(id)) reported.delete(id);
  const failed = failedReports(found, now);
  let started = 0;
  for (const id of ids) {
    if (started === mostReports) return;
    const order = reportOrder(id);
    if (failed.has(order.instanceId)) await client.startAgain(order);
    else if (reported.has(id) || (await client.start(order)) === "duplicate") {
      reported.add(id);
      continue;
    }
    started += 1;
  }
}

const isNewlyOverdue =
  (from: number, to: number) =>
  (instance: InstanceStatus): boolean =>
    instance.runtimeStatus === "Pending" && overdueTurn(instance) > from && overdueTurn(instance) <= to;

const isReportable =
  (now: number) =>
  (instance: InstanceStatus): boolean => {
    const { instanceId: id, runtimeStatus, customStatus, lastUpdatedTime } = instance;
    const isBegun = runtimeStatus === "Failed" || (customStatus ?? "") !== "";
    const endedFor = now - timeOf(lastUpdatedTime);
    if (!isInterrupted(instance) || !isParent(instance) || !instanceId.isPlain(id)) return false;
    return endedFor >= (isBegun ? settledMs : restartMs);
  };

const reportOrder = (id: string): InstanceOrder => ({
  name: orchestratorNames.reportInterruption,
  instanceId: instanceId.ofReport(id),
  input: { instanceId: id },
});

/** Reports whose own orchestration failed, by a deployment for instance. */
const failedReports = (found: readonly InstanceStatus[], now: number): ReadonlySet<string> =>
  new Set(
    found
      .filter(
        ({ name, runtimeStatus }) =>
          name === orchestratorNames.reportInterruption && runtimeStatus === "Failed",
      )
      .filter(({ lastUpdatedTime }) => timeOf(lastUpdatedTime) <= now - retryMs)
      .map(({ instanceId: id }) => id),
  );

/** A digest that has been ended by hand is told all the same: nothing else tells its alerts. */
async function restartDigests(
  client: ReturnType<typeof durableClient>,
  found: readonly InstanceStatus[],
  now: number,
): Promise<void> {
  const name = orchestratorNames.reportDigest;
  const isLost = (instance: InstanceStatus) =>
    instance.name === name &&
    isInterrupted(instance) &&
    instanceId.isDigest(instance.instanceId) &&
    timeOf(instance.lastUpdatedTime) <= now - retryMs;
  for (const { instanceId: id, input } of found.filter(isLost))
    await client.startAgain({ name, instanceId: id, input });
}
