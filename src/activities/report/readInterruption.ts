import { storedAlert, storedFields, storedOverrides } from "../../captures/stored/storedAlert.ts";
import { activities, type InterruptedAlert } from "../../durable/activities.ts";
import { childIds } from "../../durable/instances/childIds.ts";
import { historyResults, isInHistory } from "../../durable/instances/historyResults.ts";
import { isInterrupted, type InstanceStatus } from "../../durable/instances/instanceStatus.ts";
import { interruptionOf } from "../../durable/instances/interruptionOf.ts";
import { operationId } from "../../report/operationId.ts";
import { ledgerIn } from "../sessions/grantLedger.ts";
import { isToldElsewhere } from "../telling/isToldElsewhere.ts";
import { interruptedCaptures } from "./interruptedCaptures.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Mailer } from "../../azure/mailer.ts";
import type { Instances } from "../../durable/instances/instances.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const readInterruption =
  ({ appStorage, mailer }: Azure): HandlerOf<typeof activities.readInterruption> =>
  async ({ instanceId: id }, { now, instances, log }) => {
    const client = instances();
    const alert = await client.readWithHistory(id);
    if (alert === null || !isInterrupted(alert)) return { isDue: false };
    const facts = await factsOf(alert, client);
    const isKnown = facts.alert !== null || facts.captures.length > 0;
    const isDue =
      isKnown &&
      !(await wasSent(alert, mailer)) &&
      !(await isToldElsewhere(id, client, ledgerIn(appStorage), { now, log }));
    log("instance.failed", { status: alert.runtimeStatus, phase: phaseOf(alert), isDue });
    return isDue ? { isDue, ...facts } : { isDue };
  };

async function factsOf(alert: InstanceStatus, client: Instances): Promise<Omit<InterruptedAlert, "isDue">> {
  const { input } = alert;
  const children = await Promise.all(childIds(alert).map((child) => client.readWithHistory(child)));
  return {
    alert: storedAlert(input),
    requestedBy: storedFields(input).requestedBy,
    overrides: storedOverrides(input),
    interruption: interruptionOf(alert),
    captures: interruptedCaptures(alert, children),
  };
}

const phaseOf = ({ customStatus }: InstanceStatus): unknown =>
  typeof customStatus === "object" && customStatus !== null && "phase" in customStatus
    ? customStatus.phase
    : null;

/** Whether the alert's own orchestration has sent its report. @throws AzureFault */
async function wasSent(alert: InstanceStatus, mailer: Mailer): Promise<boolean> {
  const { history = [] } = alert;
  const { name } = activities.sendReport;
  if (phaseOf(alert) === "done" || historyResults(history).get(name)?.messageId !== undefined) return true;
  if (history.length > 0 && !isInHistory(history, name)) return false;
  // It had begun to, or the backend shows no history.
  const sending = await mailer.status(operationId(alert.instanceId));
  return sending !== null && sending.state !== "failed";
}
