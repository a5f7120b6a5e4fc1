import { timeInName } from "./timeInName.ts";
import type { TargetVm } from "../../site/targetVm.ts";
import type { ListedFile } from "./listedFile.ts";
import type { RingTime } from "./ringTime.ts";

/** What a file in storage may be one of a ring by. */
interface RingMarks {
  readonly vm: Pick<TargetVm, "id" | "name">;
  /** URLs of files that belong to other sessions. */
  readonly foreign: readonly string[];
  readonly time: RingTime;
}

interface RingCandidates {
  readonly files: readonly ListedFile[];
  /** How many more of those that fit there are. */
  readonly leftOut: number;
}

/** More are not looked into. */
const mostFiles = 200;

const captureFile = /\.(?:cap|pcap|pcapng)(?:[._-]?\d+)?$/i;
const machine = /(?:^|\/)virtualmachine(?:s|scalesets)\//;

/**
 * The files that may be a ring's: capture files of its VM that no other session has. Where there are many,
 * those whose name or whose time in storage fits come before the others, and the newest first.
 */
export function ringCandidates(listed: readonly ListedFile[], marks: RingMarks): RingCandidates {
  const isForeign = foreignFiles(marks.foreign);
  const { time } = marks;
  const fits = (file: ListedFile): boolean => {
    const begunAt = timeInName(file.path);
    return begunAt === null ? time.hasStored(file) : time.hasBegun(begunAt);
  };
  const candidates = listed
    .filter(({ path, bytes, fileUrl }) => {
      const isCapture = captureFile.test(path) && bytes > 0;
      return isCapture && isOfVm(path.toLowerCase(), marks.vm) && !isForeign(fileUrl);
    })
    .toSorted((one, other) => Date.parse(other.modifiedAt) - Date.parse(one.modifiedAt));
  const fitting = candidates.filter(fits);
  const files = [...fitting, ...candidates.filter((file) => !fits(file))].slice(0, mostFiles);
  return { files, leftOut: Math.max(fitting.length - mostFiles, 0) };
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
  const files = new Set(foreign.map(oneForm));
  const stems = [...files].map((url) => url.replace(/\.[^./]*$/, ""));
  return (fileUrl) => {
    const url = oneForm(fileUrl);
    return (
      files.has(url) || stems.some((stem) => url.startsWith(stem) && /^[._-]/.test(url.slice(stem.length)))
    );
  };
}

/** The service and the SDK of storage need not encode the same characters of a URL. */
const oneForm = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);
