import { hasEndedInstance, type InstanceStatus } from "../../durable/instances/instanceStatus.ts";
import { safeText } from "../../redaction/safeText.ts";
import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";
import type { activities, ChildReading } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const readVmCaptures =
  (): HandlerOf<typeof activities.readVmCaptures> =>
  async ({ instanceIds }, { instances }) => {
    const client = instances();
    const statuses = await Promise.all(instanceIds.map((id) => client.read(id)));
    return { readings: statuses.map(readingOf) };
  };

function readingOf(status: InstanceStatus | null): ChildReading {
  if (status === null) return { state: "missing" };
  if (!hasEndedInstance(status)) return { state: "running" };
  const { runtimeStatus, output } = status;
  if (runtimeStatus === "Completed" && isOutcome(output)) return { state: "ended", outcome: output };
  const reason = typeof output === "string" ? safeText(output, 500) : "";
  return {
    state: "lost",
    hint: `It ended as ${runtimeStatus}${reason === "" ? "" : `: ${reason.replace(/\.$/, "")}`}.`,
  };
}

const isOutcome = (output: unknown): output is CaptureOutcome =>
  typeof output === "object" && output !== null && "vmId" in output && "outcome" in output;
