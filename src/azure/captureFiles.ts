import { calling, orNotFound } from "./azureFault.ts";
import { readRanges } from "./readRanges.ts";
import type { Config } from "../config.ts";
import type { TokenCredential } from "@azure/identity";
import type { BlobClient } from "@azure/storage-blob";

export interface CaptureFiles {
  /** Size of a capture file in bytes; null when there is none. Data role: Storage Blob Data Reader. */
  size(url: string): Promise<number | null>;
  /** Opens a capture file for reading; null when there is none. The same role. */
  open(url: string): Promise<StoredFile | null>;
}

/** A capture file, as it was when it was opened. */
export interface StoredFile {
  readonly bytes: number;
  /**
   * Its bytes in order, until the signal aborts; each chunk is valid only until the next is requested.
   * @throws AzureFault, with status 412 when the file has changed since it was opened.
   */
  chunks(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/**
 * The storage SDK is the heaviest and a webhook never needs it, so it is loaded when the first file is read.
 */
export function createCaptureFiles(config: Config, credential: TokenCredential): CaptureFiles {
  const bound = () => AbortSignal.timeout(config.azureTimeoutSeconds * 1000);
  const client = async (url: string): Promise<BlobClient> => {
    const storage = await import("@azure/storage-blob");
    return new storage.BlobClient(url, credential, { retryOptions: { maxTries: 1 } });
  };
  const look = (url: string) =>
    orNotFound(
      calling("Read the capture file's properties", async () => {
        const blob = await client(url);
        const { contentLength, etag } = await blob.getProperties({ abortSignal: bound() });
        return { blob, bytes: contentLength ?? 0, conditions: etag === undefined ? {} : { ifMatch: etag } };
      }),
    );
  return {
    size: async (url) => (await look(url))?.bytes ?? null,
    async open(url) {
      const found = await look(url);
      if (found === null) return null;
      const { blob, bytes, conditions } = found;
      const read = (buffer: Buffer, from: number, signal: AbortSignal) =>
        calling("Read the capture file", () =>
          blob.downloadToBuffer(buffer, from, buffer.length, {
            abortSignal: AbortSignal.any([signal, bound()]),
            blockSize: buffer.length,
            conditions,
            maxRetryRequestsPerBlock: 0,
          }),
        );
      return { bytes, chunks: (signal) => readRanges(read, bytes, signal) };
    },
  };
}
