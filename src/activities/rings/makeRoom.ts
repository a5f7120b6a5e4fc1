import { isRefusal, type Refusal } from "../../captures/outcome/refusal.ts";
import { ringNotes } from "../../captures/rings/arming/ringNotes.ts";
import { decideRoom } from "../../captures/site/clearance.ts";
import { ledgerIn } from "../sessions/grantLedger.ts";
import { removeFinished } from "../sessions/removeFinished.ts";
import { StatusSurvey } from "../sessions/statusSurvey.ts";
import { unlessDone } from "../sessions/unlessDone.ts";
import { ringLedgerIn } from "./ringLedgerIn.ts";
import type { Azure } from "../../azure/azure.ts";
import type { GrantRecord } from "../../captures/grants/grantRecord.ts";
import type { FullWatcher } from "../../captures/rings/arming/roomFor.ts";
import type { Ring } from "../../captures/rings/ring.ts";
import type { CaptureSession } from "../../captures/site/captureSession.ts";
import type { Watcher } from "../../captures/site/watcher.ts";
import type { Config } from "../../config.ts";
import type { ActivityInvocation } from "../activityFunction.ts";

interface RoomOrder {
  readonly ring: Ring;
  readonly watcher: Watcher;
  readonly sessions: readonly CaptureSession[];
  /** As they were before the sessions were listed. */
  readonly grants: GrantRecord;
  readonly full: FullWatcher;
}

/**
 * Makes room for a ring: deletes what the VM's earlier rings were only kept for (an alert that asks for a
 * status hears then that there is no such session, which has thus ended), else the oldest captures of ours
 * that have ended. Null: room is being made. @throws AzureFault
 */
export async function makeRoom(
  azure: Azure,
  config: Config,
  { ring, watcher, sessions, grants, full }: RoomOrder,
  { now, log }: Pick<ActivityInvocation, "now" | "log">,
): Promise<Refusal | null> {
  const [kept] = ring.ended.filter(({ isDeleted }) => !isDeleted);
  if (kept !== undefined) {
    await unlessDone(azure.packetCaptures.remove(watcher, kept.captureName));
    const removed = (current: Ring) => ringNotes.removed(current, kept.captureName);
    await ringLedgerIn(azure.appStorage).changeRing(ring.vmId, removed, log);
    return null;
  }
  if (!full.isByCaptures) return full.refusal;
  const survey = new StatusSurvey(azure.packetCaptures, watcher);
  const found = { watcher: watcher.name, sessions, statuses: survey.statuses, ledger: grants };
  const situation = { ...found, stopping: new Set<string>() };
  const intent = { now, owner: config, plan: { sessionLimit: full.share } };
  for (;;) {
    const step = decideRoom(situation, intent, full.count);
    if (isRefusal(step)) return full.refusal;
    if (step.next === "ask") await survey.ask(step.names, false);
    else if (step.next === "remove") {
      const finished = { names: step.names, watcher, situation, now };
      const staying = await removeFinished(azure, ledgerIn(azure.appStorage), finished, log);
      return staying.length < step.names.length ? null : full.refusal;
    } else return full.refusal;
  }
}
