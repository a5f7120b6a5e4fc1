import type { CaptureView } from "../../api/captureView.ts";

/** Durable's words for an orchestration that does nothing any more. */
const ended = ["completed", "failed", "terminated", "canceled"];

export const isUnderWay = ({ status }: Pick<CaptureView, "status">): boolean => !ended.includes(status);
