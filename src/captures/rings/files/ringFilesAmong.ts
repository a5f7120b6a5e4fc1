import { timeInName } from "./timeInName.ts";
import type { RingFile } from "../ringFile.ts";
import type { ListedFile } from "./listedFile.ts";
import type { RingTime } from "./ringTime.ts";

/** A file that may be one of a ring. */
export interface RingCandidate extends ListedFile {
  /** Time of its first packet, in milliseconds since the epoch; null: its beginning does not tell. */
  readonly packetAt: number | null;
}

/**
 * The files of a ring, oldest first. The service publishes no names for them. So each is told by its first
 * packet, by its name where that does not tell a time, and otherwise by when storage had it. Without any file
 * that the first two tell, the VM's clock may be wrong: then storage's times decide alone.
 *
 * @param neededFrom packets from before are not needed, ISO 8601
 */
export function ringFilesAmong(
  files: readonly RingCandidate[],
  time: RingTime,
  neededFrom: string,
): readonly RingFile[] {
  const dated = files.map((file): Dated => ({ ...file, begunAt: file.packetAt ?? timeInName(file.path) }));
  const byTime = dated.filter((file) => {
    const { begunAt, packetAt } = file;
    if (begunAt === null) return time.hasStored(file);
    return time.hasBegun(begunAt) || (packetAt !== null && time.isNear(packetAt) && time.hasMade(file));
  });
  const told = byTime.some(({ begunAt }) => begunAt !== null)
    ? byTime
    : dated
        .map((file) => ({ ...file, packetAt: null, begunAt: null }))
        .filter((file) => time.hasStored(file));
  const ordered = told.toSorted(byAge);
  return ordered
    .filter((file, index) => endOf(file, ordered[index + 1]) >= Date.parse(neededFrom))
    .map(({ fileUrl, bytes, modifiedAt }) => ({ fileUrl, bytes, writtenAt: modifiedAt }));
}

interface Dated extends RingCandidate {
  readonly begunAt: number | null;
}

/** No packet of a file is younger: a ring goes on with its next file. Infinity: not known. */
function endOf({ packetAt, begunAt, modifiedAt }: Dated, next: Dated | undefined): number {
  if (packetAt !== null) return next === undefined ? Infinity : (next.packetAt ?? Infinity);
  return Math.max(begunAt ?? 0, Date.parse(modifiedAt));
}

const names = new Intl.Collator("en", { numeric: true });

const byAge = (one: Dated, other: Dated): number =>
  (one.begunAt ?? Date.parse(one.createdAt)) - (other.begunAt ?? Date.parse(other.createdAt)) ||
  Date.parse(one.modifiedAt) - Date.parse(other.modifiedAt) ||
  names.compare(one.path, other.path);
