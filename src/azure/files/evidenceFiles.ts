import { text } from "node:stream/consumers";
import { AzureFault, calling } from "../azureFault.ts";
import { captureAccount } from "../hosts/captureAccount.ts";
import { ForeignHost } from "../hosts/foreignHost.ts";
import { storageCredential } from "./storageCredential.ts";
import type { Config } from "../../config.ts";
import type { StorageAccounts } from "../storageAccounts.ts";
import type { TokenCredential } from "@azure/identity";
import type { BlockBlobClient } from "@azure/storage-blob";

/** Evidence records beside capture files. */
export interface EvidenceFiles {
  /**
   * Writes a record beside a capture file, under its name with `.evidence.json` behind it, unless there is a
   * file of that name: that one is never overwritten. Data action:
   * Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action. It creates files and
   * overwrites none. To read an existing one: Storage Blob Data Reader.
   * https://learn.microsoft.com/rest/api/storageservices/put-blob#permissions
   */
  create(fileUrl: string, record: string): Promise<CreatedFile>;
}

interface CreatedFile {
  /** URL of the record. */
  readonly url: string;
  /** What the file of that name had contained before, as far as a record goes; null: it was created now. */
  readonly existing: string | null;
}

/** No record is as long: whatever is longer is none. */
const longestRecord = 256 * 1024;

export function createEvidenceFiles(
  config: Config,
  credential: TokenCredential,
  accounts: Pick<StorageAccounts, "blobEndpoints">,
): EvidenceFiles {
  const bound = () => ({ abortSignal: AbortSignal.timeout(config.azureTimeoutSeconds * 1000) });
  const account = captureAccount(config, accounts);
  return {
    create: (fileUrl, record) =>
      calling("Write the evidence record", async () => {
        const own = await account.fileIn(fileUrl);
        if (own === null) throw new ForeignHost(fileUrl);
        const url = `${own}.evidence.json`;
        const { BlockBlobClient } = await import("@azure/storage-blob");
        const options = { retryOptions: { maxTries: 1 } };
        const blob = new BlockBlobClient(url, storageCredential(credential), options);
        const refusal = await refusalOf(blob, record, bound());
        return { url, existing: refusal === null ? null : await existing(blob, refusal, bound()) };
      }),
  };
}

/**
 * Null: the record was created. Otherwise there may be a file of that name. Storage answers 409 then, and
 * 403 to whoever may create files but overwrite none: the right is checked before the condition.
 */
async function refusalOf(
  blob: BlockBlobClient,
  record: string,
  signal: { readonly abortSignal: AbortSignal },
): Promise<AzureFault | null> {
  const conditions = { ifNoneMatch: "*" };
  const blobHTTPHeaders = { blobContentType: "application/json" };
  try {
    await calling("Write the evidence record", () =>
      blob.upload(record, Buffer.byteLength(record), { conditions, blobHTTPHeaders, ...signal }),
    );
    return null;
  } catch (error) {
    if (error instanceof AzureFault && (error.status === 403 || error.status === 409)) return error;
    throw error;
  }
}

/** What the file of that name contains. @throws AzureFault the refusal, where there is no such file */
async function existing(
  blob: BlockBlobClient,
  refusal: AzureFault,
  signal: { readonly abortSignal: AbortSignal },
): Promise<string> {
  try {
    return await calling("Read the evidence record", () => contentOf(blob, signal));
  } catch (error) {
    const isThere = refusal.code === "BlobAlreadyExists";
    throw isThere || (error instanceof AzureFault && error.passing) ? error : refusal;
  }
}

async function contentOf(
  blob: BlockBlobClient,
  signal: { readonly abortSignal: AbortSignal },
): Promise<string> {
  const { contentLength = 0, etag } = await blob.getProperties(signal);
  if (contentLength === 0 || contentLength > longestRecord) return "";
  const conditions = etag === undefined ? {} : { ifMatch: etag };
  const options = { maxRetryRequests: 0, conditions, ...signal };
  const { readableStreamBody: body } = await blob.download(0, contentLength, options);
  return body === undefined ? "" : text(body);
}
