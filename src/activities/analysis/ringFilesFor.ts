import { filtersOfRing } from "./filtersOfRing.ts";
import type { BeforeFiles } from "../../analysis/beforeFiles.ts";
import type { CaptureFiles } from "../../azure/captureFiles.ts";
import type { CaptureFilter } from "../../captures/plan/captureFilter.ts";
import type { RingFile } from "../../captures/rings/ringFile.ts";

/** What the files are needed for. */
interface Need {
  /** Of the capture file. */
  readonly captureBytes: number;
  /** Of the capture file and all of these together, at most. */
  readonly mostBytes: number;
  /** Older packets are not needed, ISO 8601; null: all of them are. */
  readonly from: string | null;
  /** Those of the capture. */
  readonly filters: readonly CaptureFilter[];
}

/**
 * The files of a ring that are read with a capture: as many of the newest as there is room for, and no older
 * one, so that no time is missing between them. None, where their packets cannot be filtered like the
 * capture's.
 *
 * @param files oldest first
 */
export function ringFilesFor(
  files: readonly RingFile[],
  { captureBytes, mostBytes, from, filters }: Need,
  captureFiles: Pick<CaptureFiles, "open">,
): BeforeFiles {
  const ownFilters = filtersOfRing(filters);
  let room = ownFilters === null ? -1 : mostBytes - captureBytes;
  const tooOld = files.findLastIndex(({ bytes }) => (room -= bytes) < 0);
  const chosen = files.slice(tooOld + 1).map(({ fileUrl, bytes }) => ({
    bytes,
    async open() {
      const file = await captureFiles.open(fileUrl);
      // One that has grown is not the one that was found.
      return file === null || file.bytes > bytes ? null : file;
    },
  }));
  const leftOut = files.length - chosen.length;
  return { files: chosen, leftOut, from, filters: ownFilters ?? [], captureBytes };
}
