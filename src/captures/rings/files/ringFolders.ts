import type { RingSession } from "../takenRing.ts";

const dayMs = 86_400_000;
/** A ring lasts seven days, and a rule looks two days back. */
const mostDays = 9;

/**
 * Where the service was recorded to put the files of a VM's captures, narrowest first: the folders of the
 * days on which those of a ring may have been begun, then the folder of the VM. The names of a ring's files
 * are not published, so neither may have them.
 */
export function ringFolders(
  vmId: string,
  sessions: readonly RingSession[],
  from: string,
): readonly (readonly string[])[] {
  const vm = `${vmId.replace(/^\/+/, "").toLowerCase()}/`;
  const begun = sessions.map(({ startedAt }) => Date.parse(startedAt));
  const stopped = sessions.map(({ stoppedAt }) => Date.parse(stoppedAt));
  const last = Math.max(...stopped);
  const days = new Set(begun.map(dayOf));
  const first = Math.max(Date.parse(from), Math.min(...begun), last - mostDays * dayMs);
  for (let day = first; day < last; day += dayMs) days.add(dayOf(day));
  days.add(dayOf(last));
  return [[...days].sort().map((day) => `${vm}${day}/`), [vm]];
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll("-", "/");
