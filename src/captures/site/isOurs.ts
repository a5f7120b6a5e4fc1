import { armId } from "../../arm/armId.ts";
import { parseScaleSetId } from "../../arm/scaleSetId.ts";
import { parseVmId } from "../../arm/vmId.ts";
import { captureNameStart } from "./captureName.ts";
import { guestPaths } from "./guestPath.ts";
import type { CaptureLimits } from "../plan/capturePlan.ts";
import type { CaptureSession } from "./captureSession.ts";

/** What the app's own sessions have in common. */
export interface SessionOwner {
  readonly namePrefix: string;
  /** ARM id of the storage account for capture files. */
  readonly storageAccountId: string;
  /** The most that any session of the app may have. */
  readonly limits: Pick<CaptureLimits, "timeLimitSeconds" | "maxBytes">;
}

/**
 * Whether a session is ours: its whole name fits our grammar and names the VM or the scale set that it
 * captures, it writes where ours write, and it stays within our limits. A prefix proves nothing: another
 * deployment may have it.
 */
export function isOurs(session: CaptureSession, owner: SessionOwner): boolean {
  const { name, target } = session;
  const [, start, hash] = /^(.*)([0-9a-f]{16})$/.exec(name) ?? [];
  if (start === undefined || hash === undefined || !isMachine(target)) return false;
  return (
    armId.same(start, captureNameStart(owner.namePrefix, armId.name(target))) &&
    isMadeLikeOurs(session, owner)
  );
}

const isMachine = (id: string): boolean => parseVmId(id) !== null || parseScaleSetId(id) !== null;

/** Whether a session writes where ours write, and within our limits, whatever its name. */
export const isMadeLikeOurs = (
  session: CaptureSession,
  { storageAccountId, limits: most }: SessionOwner,
): boolean => {
  const { name, instanceIds, storageId, guestPath, limits, isContinuous } = session;
  const writesToUs =
    storageId === null
      ? guestPath !== null && guestPaths(name).includes(guestPath)
      : armId.same(storageId, storageAccountId);
  return (
    writesToUs &&
    isContinuous !== true &&
    // Those of scale sets name their instances; without any, all are meant.
    instanceIds?.length !== 0 &&
    limits !== null &&
    limits.timeLimitSeconds <= most.timeLimitSeconds &&
    limits.maxBytes <= most.maxBytes
  );
};
