import { armId } from "../../arm/armId.ts";
import { isQuery, type SessionStatus, type StatusQuery } from "../../captures/site/captureSession.ts";
import { isOurs } from "../../captures/site/isOurs.ts";
import type { PacketCaptures } from "../../azure/packetCaptures.ts";
import type { Watcher } from "../../captures/site/watcher.ts";

/** A capture that somebody stopped. */
interface StoppedCapture {
  readonly captureName: string;
  /** ISO 8601. */
  readonly startedAt: string | null;
  readonly namePrefix: string;
}

/**
 * Finds the session of a later alert on the same VM, which under the policy `replace` has stopped this one:
 * one of ours that still runs, or that started later. Null: there is none.
 */
export async function findReplacement(
  captures: PacketCaptures,
  watcher: Watcher,
  { captureName, startedAt, namePrefix }: StoppedCapture,
): Promise<string | null> {
  const sessions = await captures.list(watcher);
  const own = sessions.find(({ name }) => armId.same(name, captureName));
  if (own === undefined) return null;
  const others = sessions.filter(
    (session) => session !== own && armId.same(session.target, own.target) && isOurs(session, namePrefix),
  );
  for (const { name } of others) if (isLater(await captures.status(watcher, name), startedAt)) return name;
  return null;
}

/** The service answers late only for a session that runs. */
const isLater = (status: SessionStatus | StatusQuery | null, than: string | null): boolean =>
  status !== null &&
  (isQuery(status) ||
    status.state === "Running" ||
    Date.parse(status.startedAt ?? "") > Date.parse(than ?? ""));
