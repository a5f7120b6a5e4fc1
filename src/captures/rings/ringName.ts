import { armId } from "../../arm/armId.ts";
import { parseVmId } from "../../arm/vmId.ts";
import { captureName, captureNameStart } from "../site/captureName.ts";
import type { CaptureSession } from "../site/captureSession.ts";
import type { SessionOwner } from "../site/isOurs.ts";

const ringPrefix = (prefix: string): string => `${prefix}-ring`;

/**
 * Name of a session of the ring on a VM: `<prefix>-ring-<VM name, truncated>-<16 hex>`. `arming` is another
 * text for every session, so that no file is ever overwritten.
 */
export const ringName = (prefix: string, vm: { id: string; name: string }, arming: string): string =>
  captureName(ringPrefix(prefix), vm, `ring ${arming}`);

/**
 * Whether a session is a ring of ours: its whole name fits the grammar and names the VM that it captures, it
 * is continuous, and it writes to our storage account. Captures are told apart by their target: that of a VM
 * named "ring-WEB01" has a name like the ring's of "WEB01".
 */
export function isRing(
  { name, target, isContinuous, storageId }: CaptureSession,
  { namePrefix, storageAccountId }: Pick<SessionOwner, "namePrefix" | "storageAccountId">,
): boolean {
  const [, start] = /^(.*)[0-9a-f]{16}$/.exec(name) ?? [];
  if (start === undefined || isContinuous !== true || storageId === null) return false;
  return (
    parseVmId(target) !== null &&
    armId.same(start, captureNameStart(ringPrefix(namePrefix), armId.name(target))) &&
    armId.same(storageId, storageAccountId)
  );
}
