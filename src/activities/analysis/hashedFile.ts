import { createHash } from "node:crypto";
import type { StoredFile } from "../../azure/captureFiles.ts";
import type { FileReading } from "../../captures/outcome/captureAnalysis.ts";

/**
 * Fits between two writes: the process of the analysis has as much in its pipe, and works on that while a
 * part is hashed here.
 */
const partBytes = 128 * 1024;

interface HashedFile extends StoredFile {
  /** The reading of the whole file in one version; null before all of it has been read. */
  readonly reading: () => FileReading | null;
}

/** A capture file that is hashed as it is read, once. `readAt`: when that begins, ISO 8601. */
export function hashedFile(file: StoredFile, readAt: string): HashedFile {
  const hash = createHash("sha256");
  const { bytes, etag } = file;
  let done = 0;
  return {
    ...{ bytes, etag },
    async *chunks(signal) {
      for await (const chunk of file.chunks(signal))
        for (let from = 0; from < chunk.length; from += partBytes) {
          const part = chunk.subarray(from, from + partBytes);
          yield part;
          hash.update(part);
          done += part.length;
        }
    },
    reading: () =>
      etag === null || done !== bytes ? null : { sha256: hash.copy().digest("hex"), readAt, etag },
  };
}
