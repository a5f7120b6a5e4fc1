import { calling, orNotFound } from "./azureFault.ts";
import { storageCredential } from "./files/storageCredential.ts";
import { captureAccount } from "./hosts/captureAccount.ts";
import { ForeignHost } from "./hosts/foreignHost.ts";
import { readRanges } from "./readRanges.ts";
import type { Config } from "../config.ts";
import type { StorageAccounts } from "./storageAccounts.ts";
import type { TokenCredential } from "@azure/identity";
import type { BlobClient } from "@azure/storage-blob";

export interface CaptureFiles {
  /**
   * The address of a file, if it is in the configured storage account; null for one that is elsewhere,
   * which is neither opened nor linked.
   */
  locate(url: string): Promise<string | null>;
  /** Size of a capture file in bytes; null when there is none. Data role: Storage Blob Data Reader. */
  size(url: string): Promise<number | null>;
  /** Opens a capture file for reading; null when there is none. The same role. */
  open(url: string): Promise<StoredFile | null>;
}

/** A capture file, as it was when it was opened. */
export interface StoredFile {
  readonly bytes: number;
  /** Its version; null when storage has not told it, and then nobody knows whether it changes meanwhile. */
  readonly etag: string | null;
  /**
   * Its bytes in order, until the signal aborts; each chunk is valid only until the next is requested.
   * @throws AzureFault, with status 412 when the file has changed since it was opened.
   */
  chunks(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

type Accounts = Pick<StorageAccounts, "blobEndpoints">;

/**
 * The storage SDK is the heaviest and a webhook never needs it, so it is loaded when the first file is
 * read.
 */
export function createCaptureFiles(
  config: Config,
  credential: TokenCredential,
  accounts: Accounts,
): CaptureFiles {
  const bound = () => AbortSignal.timeout(config.azureTimeoutSeconds * 1000);
  const account = captureAccount(config, accounts);
  const look = (url: string) =>
    orNotFound(
      calling("Read the capture file's properties", async () => {
        const own = await account.fileIn(url);
        if (own === null) throw new ForeignHost(url);
        const blob = await clientOf(own, credential);
        const { contentLength, etag } = await blob.getProperties({ abortSignal: bound() });
        return { blob, bytes: contentLength ?? 0, etag: etag ?? null };
      }),
    );
  return {
    locate: (url) => account.fileIn(url),
    size: async (url) => (await look(url))?.bytes ?? null,
    async open(url) {
      const found = await look(url);
      if (found === null) return null;
      const { blob, bytes, etag } = found;
      const conditions = etag === null ? {} : { ifMatch: etag };
      const read = (buffer: Buffer, from: number, signal: AbortSignal) =>
        calling("Read the capture file", () =>
          blob.downloadToBuffer(buffer, from, buffer.length, {
            abortSignal: AbortSignal.any([signal, bound()]),
            blockSize: buffer.length,
            conditions,
            maxRetryRequestsPerBlock: 0,
          }),
        );
      return { bytes, etag, chunks: (signal) => readRanges(read, bytes, signal) };
    },
  };
}

async function clientOf(url: string, credential: TokenCredential): Promise<BlobClient> {
  const { BlobClient } = await import("@azure/storage-blob");
  return new BlobClient(url, storageCredential(credential), { retryOptions: { maxTries: 1 } });
}
