import { armId } from "../../arm/armId.ts";
import { parseVmId } from "../../arm/vmId.ts";
import { captureNameStart } from "./captureName.ts";
import type { CaptureSession } from "./captureSession.ts";

/**
 * Whether a session is ours: its whole name fits our grammar and names the VM that it captures, with limits.
 * A prefix proves nothing.
 */
export function isOurs(
  { name, target, limits }: Pick<CaptureSession, "name" | "target" | "limits">,
  prefix: string,
): boolean {
  const [, start, hash] = /^(.*)([0-9a-f]{16})$/.exec(name) ?? [];
  if (start === undefined || hash === undefined || limits === null || parseVmId(target) === null)
    return false;
  return armId.same(start, captureNameStart(prefix, armId.name(target)));
}
