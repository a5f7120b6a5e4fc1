import { isUnderWay } from "./isUnderWay.ts";
import { stepsOf } from "./progress/stepsOf.ts";
import { vmNameOf } from "./vmParts.ts";
import type { CaptureView } from "../../api/captureView.ts";

/** "WEB01: Capturing": the heading of a capture that has no lead yet. */
export function runningTitle(view: Pick<CaptureView, "status" | "phase" | "vms">): string {
  const { vms, phase } = view;
  const [only] = vms;
  const what = only !== undefined && vms.length === 1 ? vmNameOf(only) : `${vms.length} VMs`;
  const step = stepsOf(phase).find(({ state }) => state === "current");
  return `${what}: ${isUnderWay(view) ? (step?.label ?? "Waiting to start") : "No result"}`;
}
