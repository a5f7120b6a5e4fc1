import { createHash } from "node:crypto";
import type { StoredFile } from "../../azure/captureFiles.ts";

/**
 * Fits between two writes: the process of the analysis has as much in its pipe, and works on that while a
 * part is hashed here.
 */
const partBytes = 128 * 1024;

interface HashedFile extends StoredFile {
  /** SHA-256 of the whole file, in hexadecimal; null before all of it has been read. */
  readonly sha256: () => string | null;
}

/** A capture file that is hashed as it is read, once. */
export function hashedFile(file: StoredFile): HashedFile {
  const hash = createHash("sha256");
  let done = 0;
  return {
    bytes: file.bytes,
    async *chunks(signal) {
      for await (const chunk of file.chunks(signal))
        for (let from = 0; from < chunk.length; from += partBytes) {
          const part = chunk.subarray(from, from + partBytes);
          yield part;
          hash.update(part);
          done += part.length;
        }
    },
    sha256: () => (done === file.bytes ? hash.copy().digest("hex") : null),
  };
}
