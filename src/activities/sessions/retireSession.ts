import { AzureFault } from "../../azure/azureFault.ts";
import { grantNamed, secondsSince, type GrantRecord } from "../../captures/grants/grantRecord.ts";
import { notes } from "../../captures/grants/notes.ts";
import { captureFailure } from "../../captures/outcome/captureFailure.ts";
import type { Azure } from "../../azure/azure.ts";
import type { CaptureSession, SessionStatus } from "../../captures/site/captureSession.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { ActivityInvocation } from "../activityFunction.ts";
import type { GrantLedger } from "./grantLedger.ts";

/** A finished session that is to be deleted. */
interface Retirement {
  readonly session: CaptureSession;
  /** Null: the service has none. */
  readonly status: SessionStatus | null;
  readonly watcher: Watcher;
  readonly now: string;
  readonly known: GrantRecord;
}

/** A file that is not there so long after the capture's limit will never be. */
const uploadSeconds = 300;

/**
 * Prepares the deletion of a session: its file must be in storage, and what its alert needs to report it is
 * noted, however late that alert looks. False: its file may still come. Of a session that the ledger has
 * forgotten nothing is reported any more.
 */
export async function retireSession(
  { captureFiles }: Pick<Azure, "captureFiles">,
  ledger: GrantLedger,
  { session, status, now, known }: Retirement,
  log: ActivityInvocation["log"],
): Promise<boolean> {
  const { name, fileUrl, guestPath } = session;
  const grant = grantNamed(known, name);
  if (grant === undefined) return true;
  const isFailed = status !== null && captureFailure(status) !== null;
  const start = status?.startedAt ?? grant.accepted?.at ?? grant.claimedAt;
  const mayCome = !isFailed && secondsSince(start, now) < grant.timeLimitSeconds + uploadSeconds;
  if (fileUrl !== null && mayCome && !(await isStored(captureFiles, fileUrl))) return false;
  if (status !== null)
    await ledger.note((current) => notes.keep(current, name, { status, fileUrl, guestPath }), log);
  return true;
}

/** A file that the app may not read counts as stored: the service has said that the capture ended. */
async function isStored(files: Azure["captureFiles"], url: string): Promise<boolean> {
  try {
    return (await files.size(url)) !== null;
  } catch (error) {
    if (error instanceof AzureFault) return !error.passing;
    throw error;
  }
}
