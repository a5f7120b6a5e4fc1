import { timeInName } from "./timeInName.ts";
import type { TargetVm } from "../../site/targetVm.ts";
import type { RingFile } from "../ringFile.ts";
import type { RingSession } from "../takenRing.ts";
import type { ListedFile } from "./listedFile.ts";

/** What tells the files of a ring from all others. */
interface RingMarks {
  readonly vm: Pick<TargetVm, "id" | "name">;
  readonly sessions: readonly RingSession[];
  /** URLs of files that belong to other sessions. */
  readonly foreign: readonly string[];
  /** Packets from before are not needed, ISO 8601. */
  readonly from: string;
  /** When the next ring on the VM was started, ISO 8601; null: not known, or none was. */
  readonly nextAt: string | null;
}

/** Before a session's start: its file may be begun, and another machine's clock may be behind. */
const leadMs = 120_000;
/** A session was recorded to end 10 to 20 seconds after it was asked to stop. */
const endingMs = 20_000;
/** The last file comes a little after the end. */
const uploadMs = 120_000;
/** More are not told. */
const mostFiles = 200;

const captureFile = /\.(?:cap|pcap|pcapng)(?:[._-]?\d+)?$/i;
const machine = /(?:^|\/)virtualmachine(?:s|scalesets)\//;

/**
 * The files of a ring, oldest first, the newest of them where there are many. The service publishes no names
 * for them. So they are told by their VM, and by when they were begun: by their names where these have the
 * recorded form, otherwise by when storage had them.
 */
export function ringFilesAmong(listed: readonly ListedFile[], marks: RingMarks): readonly RingFile[] {
  const isForeign = foreignFiles(marks.foreign);
  const candidates = listed
    .filter(({ path, bytes, fileUrl }) => {
      const isCapture = captureFile.test(path) && bytes > 0;
      return isCapture && isOfVm(path.toLowerCase(), marks.vm) && !isForeign(fileUrl);
    })
    .map(dated);
  const byName = candidates.filter((file) => isOfRing(file, marks));
  const fitting = byName.some(({ begunAt }) => begunAt !== null)
    ? byName
    : candidates.filter((file) => isOfRing({ ...file, begunAt: null }, marks));
  const needed = Date.parse(marks.from);
  return fitting
    .filter(({ begunAt, modifiedAt }) => Math.max(begunAt ?? 0, Date.parse(modifiedAt)) >= needed)
    .toSorted(byAge)
    .slice(-mostFiles)
    .map(({ fileUrl, bytes, modifiedAt }) => ({ fileUrl, bytes, writtenAt: modifiedAt }));
}

interface Dated extends ListedFile {
  /** By its name; null where that does not tell. Milliseconds since the epoch. */
  readonly begunAt: number | null;
}

const dated = (file: ListedFile): Dated => ({ ...file, begunAt: timeInName(file.path) });

function isOfRing({ begunAt, createdAt, modifiedAt }: Dated, { sessions, nextAt }: RingMarks): boolean {
  // Without names that tell, a late file of one ring cannot be told from an early one of the next.
  const next = nextAt === null ? Infinity : Date.parse(nextAt);
  return sessions.some(({ startedAt, stoppedAt }) => {
    const from = Date.parse(startedAt) - leadMs;
    const to = Date.parse(stoppedAt);
    return begunAt === null
      ? Date.parse(modifiedAt) >= from && Date.parse(createdAt) <= to + uploadMs
      : begunAt >= from && begunAt < Math.min(to + endingMs, next);
  });
}

/** A path that names a machine names its own; any other has at least the VM's name in it. */
function isOfVm(path: string, { id, name }: RingMarks["vm"]): boolean {
  if (machine.test(path)) return `/${path}`.includes(`${id.toLowerCase()}/`);
  const word = name.toLowerCase();
  for (let at = path.indexOf(word); at >= 0; at = path.indexOf(word, at + 1))
    if (!isInWord(path[at - 1]) && !isInWord(path[at + word.length])) return true;
  return false;
}

const isInWord = (character = ""): boolean => /[a-z0-9-]/.test(character);

/**
 * Whether a file is one of these, or another one of the same session: a path that the service names for a
 * session can be that of its first file.
 */
function foreignFiles(foreign: readonly string[]): (fileUrl: string) => boolean {
  const files = new Set(foreign);
  const stems = foreign.map((url) => url.replace(/\.[^./]*$/, ""));
  return (fileUrl) =>
    files.has(fileUrl) ||
    stems.some((stem) => fileUrl.startsWith(stem) && /^[._-]/.test(fileUrl.slice(stem.length)));
}

const names = new Intl.Collator("en", { numeric: true });

const byAge = (one: Dated, other: Dated): number =>
  (one.begunAt ?? Date.parse(one.createdAt)) - (other.begunAt ?? Date.parse(other.createdAt)) ||
  Date.parse(one.modifiedAt) - Date.parse(other.modifiedAt) ||
  names.compare(one.path, other.path);
