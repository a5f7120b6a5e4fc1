import { grantNamed } from "../captures/grants/grantRecord.ts";
import { notes, othersAt } from "../captures/grants/notes.ts";
import { hasEndedInstance } from "../durable/instances/instanceStatus.ts";
import { ledgerIn } from "./sessions/grantLedger.ts";
import type { Azure } from "../azure/azure.ts";
import type { activities } from "../durable/activities.ts";
import type { Instances } from "../durable/instances/instances.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const leaveCapture =
  ({ appStorage }: Azure): HandlerOf<typeof activities.leaveCapture> =>
  async ({ captureName, joined, rule }, { now, instanceId, instances, log }) => {
    const ledger = ledgerIn(appStorage);
    const grant = grantNamed(await ledger.read(), captureName);
    // Nothing is noted about it: whoever joined it knows that it is another alert's.
    if (grant === undefined) return { goesOn: joined };
    // It is over for the alert that tells this one too.
    if (grant.closed !== null) return { goesOn: false };
    if (!(await someRuns(othersAt(grant, instanceId), instances()))) return { goesOn: false };
    const leaver = { instanceId, rule, at: now };
    const goesOn = await ledger.change((current) => {
      const now = grantNamed(current, captureName);
      const isOver = now !== undefined && (now.closed !== null || othersAt(now, instanceId).length === 0);
      return isOver
        ? { ledger: current, answer: false }
        : { ledger: notes.leave(current, captureName, leaver), answer: true };
    }, log);
    if (goesOn) log("capture.left", { captureName });
    return { goesOn };
  };

/** Whether one of these orchestrations still runs: some may have been terminated. */
async function someRuns(instanceIds: readonly string[], instances: Instances): Promise<boolean> {
  for (const id of instanceIds) {
    const status = await instances.read(id);
    if (status !== null && !hasEndedInstance(status)) return true;
  }
  return false;
}
