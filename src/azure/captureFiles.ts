import type { TokenCredential } from "@azure/identity";
import type { Config } from "../config.ts";
import { calling, orNotFound } from "./fault.ts";

export interface CaptureFiles {
  /** Size of a capture file in bytes; null when there is none. Data role: Storage Blob Data Reader. */
  size(url: string): Promise<number | null>;
}

/** The storage SDK is the heaviest of ours and a webhook never needs it: it is loaded when the first file is read. */
export const createCaptureFiles = (config: Config, credential: TokenCredential): CaptureFiles => ({
  size: (url) =>
    orNotFound(
      calling("Read the capture file's properties", async () => {
        const { BlobClient } = await import("@azure/storage-blob");
        const blob = new BlobClient(url, credential, { retryOptions: { maxTries: 1 } });
        const abortSignal = AbortSignal.timeout(config.azureTimeoutSeconds * 1000);
        return (await blob.getProperties({ abortSignal })).contentLength ?? 0;
      }),
    ),
});
