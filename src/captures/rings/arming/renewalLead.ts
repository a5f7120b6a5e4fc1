import { armId } from "../../../arm/armId.ts";
import { ringTimes as times } from "./ringTimes.ts";

/**
 * How many seconds before its end a session is renewed. Each VM has a share of its own: rings that were armed
 * together do not end together, and are not renewed at once.
 */
export function renewalLead(vmId: string, sessionSeconds: number): number {
  const tenth = sessionSeconds / 10;
  return Math.min(times.renewing, tenth) + shareOf(vmId) * Math.min(times.renewingEarlier, tenth);
}

/** A number from 0 up to 1 that is always the same for a VM. FNV-1a, and the final mix of MurmurHash3. */
function shareOf(vmId: string): number {
  let hash = 0x811c9dc5;
  for (const character of armId.folded(vmId))
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
