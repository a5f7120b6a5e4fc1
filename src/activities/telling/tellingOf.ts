import { activities } from "../../durable/activities.ts";
import { historyResults, isInHistory } from "../../durable/instances/historyResults.ts";
import { instanceId } from "../../durable/instances/instanceId.ts";
import { hasEndedInstance } from "../../durable/instances/instanceStatus.ts";
import type { AlertOutcome } from "../../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { TellingState } from "../../captures/telling/tellingState.ts";
import type { Instances } from "../../durable/instances/instances.ts";

type Reading = TellingState["state"];

/**
 * Whether an alert has sent the report in which another one is listed, and what its output says of a session.
 */
export async function tellingOf(
  teller: string,
  captureName: string | null,
  client: Instances,
): Promise<{ readonly state: Reading; readonly outcome: CaptureOutcome | null }> {
  const status = await client.read(teller);
  if (status === null) return { state: "untold", outcome: null };
  if (!hasEndedInstance(status)) return { state: "waiting", outcome: null };
  if (status.runtimeStatus !== "Completed")
    return { state: await afterInterruption(teller, client), outcome: null };
  const output = status.output as Partial<AlertOutcome> | null;
  const isSent = output?.report?.error === null && typeof output.joinedBy === "number";
  if (!isSent) return { state: "untold", outcome: null };
  const named = output.captures?.find((capture) => capture.captureName === captureName);
  return { state: "told", outcome: named ?? null };
}

/**
 * An alert that was failed or terminated may have sent its report before. Where its history does not say so,
 * the orchestration that then reports it finds out.
 */
async function afterInterruption(teller: string, client: Instances): Promise<Reading> {
  const { sendReport } = activities;
  const history = (await client.readWithHistory(teller))?.history ?? [];
  const sent = historyResults(history).get(sendReport.name);
  if (typeof sent?.messageId === "string") return sent.state === "failed" ? "untold" : "told";
  if (history.length > 0 && !isInHistory(history, sendReport.name)) return "untold";
  const report = await client.read(instanceId.ofReport(teller));
  if (report?.runtimeStatus !== "Completed") return "waiting";
  // It returns nothing where no report was due.
  return (report.output ?? null) === null ? "told" : "untold";
}
