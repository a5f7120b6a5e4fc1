import { text } from "node:stream/consumers";
import { AzureFault, calling, orNotFound } from "./azureFault.ts";
import { createCredential } from "./identity/createCredential.ts";
import type { Config } from "../config.ts";
import type { TokenCredential } from "@azure/identity";
import type { BlockBlobClient, ContainerClient } from "@azure/storage-blob";

/** Small records of the app in its own storage account, the one of the host (AzureWebJobsStorage). */
export interface AppStorage {
  /** Null when there is none. Data role of this and the others: Storage Blob Data Contributor. */
  read(name: string): Promise<{ readonly text: string; readonly version: string } | null>;
  /**
   * Writes if the record is still at this version (null: if there is none); its new version, or null when
   * somebody else was first.
   */
  write(name: string, text: string, version: string | null): Promise<string | null>;
  remove(name: string): Promise<void>;
}

const containerName = "capture-on-alert";

/** Each record is a blob, and its ETag its version. The SDK is loaded with the first use, as for files. */
export function createAppStorage(config: Config, credential: TokenCredential): AppStorage {
  const signal = () => ({ abortSignal: AbortSignal.timeout(config.azureTimeoutSeconds * 1000) });
  let opened: Promise<ContainerClient> | undefined;
  const container = () => (opened ??= open(config, credential));
  const blob = async (name: string): Promise<BlockBlobClient> =>
    (await container()).getBlockBlobClient(`${config.appStorage.folder}/${name}`);
  return {
    read: (name) =>
      orNotFound(
        calling("Read a record of the app", async () => {
          const answer = await (
            await blob(name)
          ).download(0, undefined, { maxRetryRequests: 0, ...signal() });
          const { readableStreamBody: body, etag: version = "" } = answer;
          return { text: body === undefined ? "" : await text(body), version };
        }),
      ),
    async write(name, content, version) {
      const write = () => unlessOvertaken(writing(blob(name), content, version, signal()));
      try {
        return await write();
      } catch (error) {
        const isNew = error instanceof AzureFault && error.code === "ContainerNotFound" && version === null;
        if (!isNew) throw error;
      }
      const client = await container();
      await calling("Create the container of the app's records", () => client.createIfNotExists(signal()));
      return write();
    },
    async remove(name) {
      await orNotFound(
        calling("Delete a record of the app", async () => (await blob(name)).deleteIfExists(signal())),
      );
    },
  };
}

const writing = (
  blob: Promise<BlockBlobClient>,
  content: string,
  version: string | null,
  signal: { readonly abortSignal: AbortSignal },
): Promise<string> =>
  calling("Write a record of the app", async () => {
    const conditions = version === null ? { ifNoneMatch: "*" } : { ifMatch: version };
    const options = { conditions, ...signal };
    return (await (await blob).upload(content, Buffer.byteLength(content), options)).etag ?? "";
  });

/** Null for the answers to a condition that is no longer true: the blob has changed, was made, or is gone. */
async function unlessOvertaken(write: Promise<string>): Promise<string | null> {
  try {
    return await write;
  } catch (error) {
    if (!(error instanceof AzureFault)) throw error;
    const { status, code } = error;
    if (status === 412 || code === "BlobAlreadyExists" || code === "BlobNotFound") return null;
    throw error;
  }
}

async function open(config: Config, credential: TokenCredential): Promise<ContainerClient> {
  const { BlobServiceClient } = await import("@azure/storage-blob");
  // The orchestrator retries.
  const options = { retryOptions: { maxTries: 1 } };
  const { account } = config.appStorage;
  if (account.kind === "connectionString")
    return BlobServiceClient.fromConnectionString(account.connectionString, options).getContainerClient(
      containerName,
    );
  const { blobEndpoint, managedIdentity } = account;
  const signedIn =
    managedIdentity === "app"
      ? credential
      : createCredential({ ...config, identity: { kind: "managed", ...managedIdentity } });
  return new BlobServiceClient(blobEndpoint, signedIn, options).getContainerClient(containerName);
}
