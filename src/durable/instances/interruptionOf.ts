import { safeText } from "../../redaction/safeText.ts";
import type { Interruption } from "../../captures/interruption/interruption.ts";
import type { InstanceStatus } from "./instanceStatus.ts";

const longest = 500;

/**
 * How an orchestration ended that has no result. Its output is the host's words, or those of whoever ended
 * it.
 */
export const interruptionOf = ({ runtimeStatus, output, lastUpdatedTime }: InstanceStatus): Interruption => ({
  ending: runtimeStatus === "Failed" ? "failed" : "terminated",
  reason: typeof output === "string" ? safeText(output, longest) || null : null,
  endedAt: new Date(lastUpdatedTime).toISOString(),
});
