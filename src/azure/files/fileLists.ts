import { arrayBuffer } from "node:stream/consumers";
import { calling, orNotFound, unreadableAnswer } from "../azureFault.ts";
import { captureAccount } from "../hosts/captureAccount.ts";
import { ForeignHost } from "../hosts/foreignHost.ts";
import { storageCredential } from "./storageCredential.ts";
import type { ListedFile } from "../../captures/rings/files/listedFile.ts";
import type { Config } from "../../config.ts";
import type { StorageAccounts } from "../storageAccounts.ts";
import type { TokenCredential } from "@azure/identity";
import type { BlobItem, ContainerClient, ContainerListBlobFlatSegmentResponse } from "@azure/storage-blob";

export interface FileLists {
  /**
   * URL of the container in which a file of the configured storage account is; of the one that Network
   * Watcher makes where no file is given. Null for a file that is elsewhere.
   */
  containerOf(fileUrl: string | null): Promise<string | null>;
  /**
   * The files of a container of the account whose names begin so, in the order of their names. Null when
   * there is no such container. Data role: Storage Blob Data Reader.
   * https://learn.microsoft.com/rest/api/storageservices/list-blobs
   */
  list(containerUrl: string, prefix: string): Promise<FileList | null>;
  /** At most so many bytes of a file's beginning; null when there is none. The same role. */
  head(fileUrl: string, bytes: number): Promise<Uint8Array | null>;
}

interface FileList {
  readonly files: readonly ListedFile[];
  /** False when there are more. */
  readonly isComplete: boolean;
}

/** Network Watcher makes it, and puts the captures there that name no other. */
const usualContainer = "network-watcher-logs";

/** A page has up to 5,000 files. */
const most = { pages: 20, seconds: 60 };

const listing = "List the capture files";

export function createFileLists(
  config: Config,
  credential: TokenCredential,
  accounts: Pick<StorageAccounts, "blobEndpoints">,
): FileLists {
  const account = captureAccount(config, accounts);
  const seconds = config.azureTimeoutSeconds;
  return {
    async containerOf(fileUrl) {
      const endpoint = fileUrl === null ? await account.home() : await account.endpointOf(fileUrl);
      if (endpoint === null) return null;
      const { origin, pathname } = new URL(endpoint);
      const base = `${origin}${pathname.replace(/\/+$/, "")}`;
      if (fileUrl === null) return `${base}/${usualContainer}`;
      const [container = ""] = new URL(fileUrl).pathname
        .slice(new URL(base).pathname.length)
        .split("/")
        .filter(Boolean);
      return `${base}/${container === "" ? usualContainer : container}`;
    },
    list: (containerUrl, prefix) =>
      orNotFound(
        calling(listing, async () => {
          const { ContainerClient } = await import("@azure/storage-blob");
          const client = new ContainerClient(containerUrl, storageCredential(credential), {
            retryOptions: { maxTries: 1 },
          });
          return readPages(client, prefix, seconds);
        }),
      ),
    head: (fileUrl, bytes) =>
      orNotFound(
        calling("Read the beginning of a capture file", async () => {
          if ((await account.fileIn(fileUrl)) === null) throw new ForeignHost(fileUrl);
          return readHead(fileUrl, bytes, credential, seconds);
        }),
      ),
  };
}

async function readHead(
  fileUrl: string,
  bytes: number,
  credential: TokenCredential,
  seconds: number,
): Promise<Uint8Array> {
  const { BlobClient } = await import("@azure/storage-blob");
  const client = new BlobClient(fileUrl, storageCredential(credential), { retryOptions: { maxTries: 1 } });
  const abortSignal = AbortSignal.timeout(seconds * 1000);
  const { readableStreamBody: body } = await client.download(0, bytes, { abortSignal, maxRetryRequests: 0 });
  return new Uint8Array(body === undefined ? new ArrayBuffer(0) : await arrayBuffer(body));
}

/** Each page has the timeout of one call. */
async function readPages(client: ContainerClient, prefix: string, seconds: number): Promise<FileList> {
  const files: ListedFile[] = [];
  const timeIsUp = AbortSignal.timeout(most.seconds * 1000);
  let continuationToken: string | undefined;
  for (let page = 1; page <= most.pages && !timeIsUp.aborted; page += 1) {
    const { segment, continuationToken: next = "" } = await readPage(
      client,
      prefix,
      continuationToken,
      seconds,
    );
    files.push(...segment.blobItems.map((item) => toFile(client, item)));
    if (next === "") return { files, isComplete: true };
    continuationToken = next;
  }
  return { files, isComplete: false };
}

async function readPage(
  client: ContainerClient,
  prefix: string,
  continuationToken: string | undefined,
  seconds: number,
): Promise<ContainerListBlobFlatSegmentResponse> {
  const abortSignal = AbortSignal.timeout(seconds * 1000);
  const pages = client
    .listBlobsFlat({ prefix, abortSignal })
    .byPage(continuationToken === undefined ? {} : { continuationToken });
  for await (const page of pages) return page;
  throw unreadableAnswer(listing);
}

function toFile(client: ContainerClient, { name, properties }: BlobItem): ListedFile {
  const { contentLength: bytes = 0, lastModified, createdOn = lastModified } = properties;
  const { origin, pathname } = new URL(client.getBlobClient(name).url);
  return {
    ...{ fileUrl: `${origin}${pathname}`, path: name, bytes },
    ...{ createdAt: createdOn.toISOString(), modifiedAt: lastModified.toISOString() },
  };
}
