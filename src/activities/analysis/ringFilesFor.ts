import type { BeforeFiles } from "../../analysis/beforeFiles.ts";
import type { CaptureFiles } from "../../azure/captureFiles.ts";
import type { RingFile } from "../../captures/rings/ringFile.ts";

/** How far back from an alert packets are needed, unless its rule looks at more. */
const neededSeconds = 3600;

/** What the files are needed for. */
interface Need {
  /** Of the capture file. */
  readonly captureBytes: number;
  /** Of the capture file and all of these together, at most. */
  readonly mostBytes: number;
  readonly moment: { readonly at: string; readonly windowSeconds: number | null } | null;
}

/**
 * The files of a ring that are read with a capture: as many of the newest as there is room for, and no older
 * one, so that no time is missing between them.
 *
 * @param files oldest first
 */
export function ringFilesFor(
  files: readonly RingFile[],
  { captureBytes, mostBytes, moment }: Need,
  captureFiles: Pick<CaptureFiles, "open">,
): BeforeFiles {
  let room = mostBytes - captureBytes;
  const tooOld = files.findLastIndex(({ bytes }) => (room -= bytes) < 0);
  const chosen = files.slice(tooOld + 1).map(({ fileUrl, bytes }) => ({
    bytes,
    async open() {
      const file = await captureFiles.open(fileUrl);
      // One that has grown is not the one that was found.
      return file === null || file.bytes > bytes ? null : file;
    },
  }));
  return { files: chosen, leftOut: files.length - chosen.length, from: neededFrom(moment), captureBytes };
}

function neededFrom(moment: Need["moment"]): string | null {
  const at = Date.parse(moment?.at ?? "");
  if (Number.isNaN(at)) return null;
  return new Date(at - Math.max(neededSeconds, moment?.windowSeconds ?? 0) * 1000).toISOString();
}
