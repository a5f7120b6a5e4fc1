import { storedFields } from "../../captures/stored/storedAlert.ts";
import { storedOutcomes } from "../../captures/stored/storedOutcomes.ts";
import { activities } from "../../durable/activities.ts";
import { historyTimes } from "../../durable/instances/historyResults.ts";
import { instanceId } from "../../durable/instances/instanceId.ts";
import { isInterrupted, type InstanceStatus } from "../../durable/instances/instanceStatus.ts";
import { durableClient } from "../durableClient.ts";
import { captureView } from "../http/captureView.ts";
import { captureInstances } from "../http/instances/captureInstances.ts";
import { pageFactsOf } from "../page/pageFactsOf.ts";
import type { EvidenceFacts } from "../../captures/evidence/evidenceRecord.ts";
import type { AlertOutcome, ReportReceipt } from "../../captures/outcome/alertOutcome.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { Config } from "../../config.ts";
import type { InvocationContext } from "@azure/functions";

/**
 * What the record of an alert is made from: what its orchestrations have stored, whichever version of the app
 * stored it. An interrupted alert has what its report told, and before that what its own orchestrations left.
 */
export async function storedEvidence(
  instance: InstanceStatus,
  context: InvocationContext,
  config: Config,
): Promise<EvidenceFacts> {
  const client = durableClient(context);
  const { instanceId: id, output } = instance;
  const teller = isInterrupted(instance) ? instanceId.ofReport(id) : id;
  const [children, telling] = await Promise.all([
    captureInstances.childrenOf(instance, context),
    client.readWithHistory(teller),
  ]);
  const facts = pageFactsOf(instance, children, captureView(instance, children), config);
  const { alert, requestedBy = null, overrides = [], interruption, resolvedAt } = facts;
  const told = isInterrupted(instance) ? storedOutcomes(telling?.output) : [];
  const report = reportIn(telling, isInterrupted(instance));
  return {
    ...{ instanceId: id, alert, requestedBy, overrides },
    captures: (told.length > 0 ? told : facts.captures).map(withTimesOf(instance)),
    joinedAlerts: joinedIn(output),
    ...(resolvedAt !== undefined && { resolvedAt }),
    ...(interruption !== undefined && { interruption }),
    ...{ reportedIn: facts.reportedIn ?? null, report },
    reportSentAt: (report?.messageId ?? null) === null ? null : sentAt(telling),
  };
}

/** An outcome without the times of the alert's own input, as earlier versions stored it, gets those. */
function withTimesOf({ input }: InstanceStatus): (outcome: CaptureOutcome) => CaptureOutcome {
  const { firedAt, receivedAt } = storedFields(input).times;
  return (outcome) => {
    const { times } = outcome;
    const known = { firedAt: times.firedAt ?? firedAt, receivedAt: times.receivedAt ?? receivedAt };
    return { ...outcome, times: { ...times, ...known } };
  };
}

const sentAt = (telling: InstanceStatus | null): string | null =>
  historyTimes(telling?.history).get(activities.sendReport.name) ?? null;

/** The output of the orchestration that reports an interrupted alert is the receipt itself. */
function reportIn(telling: InstanceStatus | null, isOfInterrupted: boolean): ReportReceipt | null {
  if (telling?.runtimeStatus !== "Completed") return null;
  const output = (telling.output ?? {}) as Partial<AlertOutcome> & Partial<ReportReceipt>;
  const { sentTo, messageId = null, error = null } = (isOfInterrupted ? output : output.report) ?? {};
  return Array.isArray(sentTo) ? { sentTo, messageId, error } : null;
}

/** Only their number is kept. */
function joinedIn(output: unknown): EvidenceFacts["joinedAlerts"] {
  const isKnown = typeof output === "object" && output !== null && "joinedBy" in output;
  return isKnown && typeof output.joinedBy === "number" ? { listed: [], more: output.joinedBy } : null;
}
