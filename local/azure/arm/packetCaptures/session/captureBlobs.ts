import { BlobServiceClient, RestError, StorageSharedKeyCredential } from "@azure/storage-blob";
import type { BlobAccount } from "../../storageAccounts/blobAccount.ts";

const bounds = { maxTries: 3, retryDelayInMs: 100, maxRetryDelayInMs: 500, tryTimeoutInMs: 10_000 };

function absent(error: unknown): void {
  if (!(error instanceof RestError) || error.statusCode !== 404) throw error;
}

const split = (blob: string): [container: string, name: string] => {
  const slash = blob.indexOf("/");
  return [blob.slice(0, slash), blob.slice(slash + 1)];
};

/** Capture files in the storage account. Like the real service, it writes with the account's shared key. */
export class CaptureBlobs {
  readonly #service: BlobServiceClient;
  readonly #closing = new AbortController();

  constructor(account: BlobAccount) {
    const credential = new StorageSharedKeyCredential(account.account, account.key);
    this.#service = new BlobServiceClient(account.endpoint, credential, { retryOptions: bounds });
  }

  /** Aborts running requests. */
  close(): void {
    this.#closing.abort();
  }

  /** Writes or overwrites a file; `blob` is `container/name`. @throws RestError, AbortError */
  async write(blob: string, content: Buffer): Promise<void> {
    const [containerName, name] = split(blob);
    const container = this.#service.getContainerClient(containerName);
    const abortSignal = this.#closing.signal;
    const upload = () => container.getBlockBlobClient(name).uploadData(content, { abortSignal });
    try {
      await upload();
    } catch (error) {
      if (!(error instanceof RestError) || error.code !== "ContainerNotFound") throw error;
      await container.createIfNotExists({ abortSignal });
      await upload();
    }
  }

  /** A file's bytes; null when it does not exist. @throws RestError */
  async read(blob: string): Promise<Buffer | null> {
    const [container, name] = split(blob);
    try {
      return await this.#service.getContainerClient(container).getBlobClient(name).downloadToBuffer();
    } catch (error) {
      if (error instanceof RestError && error.statusCode === 404) return null;
      throw error;
    }
  }

  /** Deletes a file, or does nothing. @throws RestError */
  async remove(blob: string): Promise<void> {
    const [container, name] = split(blob);
    const abortSignal = this.#closing.signal;
    await this.#service.getContainerClient(container).deleteBlob(name, { abortSignal }).catch(absent);
  }

  /** The files whose place begins so. @throws RestError */
  async beginningWith(prefix: string): Promise<Set<string>> {
    const [container, beginning] = split(prefix);
    const found = new Set<string>();
    for await (const name of this.#names(container, beginning)) found.add(`${container}/${name}`);
    return found;
  }

  /** The files of the list that do not exist. @throws RestError */
  async missing(blobs: readonly string[]): Promise<Set<string>> {
    const missing = new Set(blobs);
    for (const container of new Set(blobs.map((blob) => split(blob)[0])))
      for await (const name of this.#names(container)) missing.delete(`${container}/${name}`);
    return missing;
  }

  async *#names(container: string, prefix = ""): AsyncGenerator<string> {
    const options = { prefix, abortSignal: this.#closing.signal };
    try {
      const blobs = this.#service.getContainerClient(container).listBlobsFlat(options);
      for await (const blob of blobs) yield blob.name;
    } catch (error) {
      if (!(error instanceof RestError) || error.code !== "ContainerNotFound") throw error;
    }
  }
}
