import type { ListedCapture } from "../../api/captureList.ts";

/** What a viewer can do with a capture of the list. */
export interface RowActions {
  readonly stop: (capture: ListedCapture) => void;
  readonly download: (capture: ListedCapture, vmId: string) => void;
}
