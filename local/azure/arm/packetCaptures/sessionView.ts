import { createHash } from "node:crypto";
import type { Capture } from "./capture.ts";

/** The body of queryStatus as of `at`: whether the session runs, and how it ended. */
export function sessionView(capture: Capture, at: number): Record<string, unknown> {
  const { name, id, ending, settledAt } = capture;
  const ended = settledAt !== null && settledAt <= at;
  return {
    name,
    id,
    captureStartTime: captureStartTime(capture),
    packetCaptureStatus: ended ? "Stopped" : "Running",
    ...(ended && ending.stopReason !== "" && { stopReason: ending.stopReason }),
    packetCaptureError: ended ? ending.errors : [],
  };
}

/** The start with six or seven decimals, as .NET writes ticks; those below a millisecond are made up. */
function captureStartTime({ id, startedAt }: Capture): string {
  const hash = createHash("sha256").update(`${id} ${startedAt}`).digest().readUInt32BE();
  const ticks = String(hash % 10_000).padStart(4, "0");
  const written = ticks.endsWith("00") ? `${ticks.slice(0, 3)}1` : ticks.replace(/0$/, "");
  return new Date(startedAt).toISOString().replace(/Z$/, `${written}Z`);
}
