import { timeInName } from "../rings/files/timeInName.ts";
import type { ListedFile } from "../rings/files/listedFile.ts";

/** A file of one instance. */
export interface InstanceFile {
  readonly id: string;
  readonly fileUrl: string;
  readonly bytes: number;
}

/** The session whose files are looked for. */
interface SetSession {
  /** Name of the scale set. */
  readonly name: string;
  /** Those that it captured. */
  readonly ids: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
}

const captureFile = /\.(?:cap|pcap|pcapng)$/i;
/** The clocks of an instance, of storage and of the app may be off by so much. */
const skewMs = 120_000;
/** A file comes into storage within this time of the end. */
const uploadMs = 600_000;

/**
 * The file of each instance among those below its scale set. The service publishes no paths for them: a file
 * is told by the instance that a folder or its name names, and by when it was begun, which is nearest to the
 * session's own start.
 */
export function instanceFilesAmong(
  listed: readonly ListedFile[],
  { name, ids, startedAt, endedAt }: SetSession,
): readonly InstanceFile[] {
  const start = Date.parse(startedAt);
  const latest = Date.parse(endedAt);
  const begun = (file: ListedFile): number => timeInName(file.path) ?? Date.parse(file.createdAt);
  const isOfSession = (file: ListedFile): boolean => {
    const limit = timeInName(file.path) === null ? latest + uploadMs : latest + skewMs;
    return captureFile.test(file.path) && begun(file) >= start - skewMs && begun(file) <= limit;
  };
  const candidates = listed.filter(isOfSession);
  const distance = (file: ListedFile): number => Math.abs(begun(file) - start);
  return ids.flatMap((id) => {
    const [own] = candidates
      .filter(({ path }) => isOfInstance(path, name, id))
      .sort((one, other) => distance(one) - distance(other) || other.bytes - one.bytes);
    return own === undefined ? [] : { id, fileUrl: own.fileUrl, bytes: own.bytes };
  });
}

/** Folders of a day, which have numbers like instances. */
const day = /\/\d{4}\/\d{2}\/\d{2}(?=\/)/;

/** `…/virtualmachines/3/…`, `…/web_3/…`, `…/web_3.cap`: a whole word of the path below the set. */
function isOfInstance(path: string, set: string, id: string): boolean {
  const words = path.toLowerCase().replace(day, "").split("/");
  const below = words.slice(words.lastIndexOf(set.toLowerCase()) + 1);
  const name = `${set}_${id}`.toLowerCase();
  const file = below.at(-1)?.replace(/\.[^.]*$/, "") ?? "";
  const isInFile = file === name || (file.startsWith(name) && /^[._-]/.test(file.slice(name.length)));
  return isInFile || below.slice(0, -1).some((word) => word === id.toLowerCase() || word === name);
}
