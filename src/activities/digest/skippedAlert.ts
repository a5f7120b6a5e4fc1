import type { AlertOutcome } from "../../captures/outcome/alertOutcome.ts";
import type { InstanceStatus } from "../../durable/instances/instanceStatus.ts";
import type { SkippedAlert } from "../../report/digest/digestFacts.ts";

/** What a digest tells of an alert; null: it is told elsewhere. */
export function skippedAlert(
  { instanceId, output, createdTime }: InstanceStatus,
  digestId: string,
): SkippedAlert | null {
  const outcome = output as Partial<AlertOutcome> | null | undefined;
  if (outcome?.reportedIn !== digestId) return null;
  const { alert, captures = [] } = outcome;
  return {
    instanceId,
    rule: alert?.rule ?? null,
    severity: alert?.severity ?? null,
    firedAt: alert?.firedAt ?? new Date(createdTime).toISOString(),
    vmNames: captures.map(({ vmName }) => vmName),
  };
}
