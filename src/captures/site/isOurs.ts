import { armId } from "../../arm/armId.ts";
import { captureNameStart } from "./captureName.ts";

/**
 * Whether a capture is ours: its whole name fits our grammar and names the VM that it captures. A prefix
 * proves nothing.
 */
export function isOurs(capture: { name: string; target: string }, prefix: string): boolean {
  const [, start, hash] = /^(.*)([0-9a-f]{16})$/.exec(capture.name) ?? [];
  if (start === undefined || hash === undefined) return false;
  return armId.same(start, captureNameStart(prefix, armId.name(capture.target)));
}
