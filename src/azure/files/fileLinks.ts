import { armId } from "../../arm/armId.ts";
import { calling } from "../azureFault.ts";
import { captureAccount } from "../hosts/captureAccount.ts";
import { ForeignHost } from "../hosts/foreignHost.ts";
import { storageCredential } from "./storageCredential.ts";
import type { Config } from "../../config.ts";
import type { StorageAccounts } from "../storageAccounts.ts";
import type { TokenCredential } from "@azure/identity";
import type { UserDelegationKey } from "@azure/storage-blob";

export interface FileLinks {
  /**
   * A link that lets whoever has it read this one capture file over HTTPS, and save it under that name, until
   * it expires. It is signed with a key that storage gives the app's identity, never with the account's own.
   * Needs Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action at the account,
   * which is part of the data role Storage Blob Data Reader.
   * https://learn.microsoft.com/rest/api/storageservices/get-user-delegation-key
   */
  link(url: string, fileName: string): Promise<SignedLink>;
}

interface SignedLink {
  readonly url: string;
  readonly expiresAt: Date;
}

const minuteMs = 60_000;
/** A browser only has to begin the download before its link expires. */
const linkMs = 5 * minuteMs;
/** This machine's clock may be ahead of storage's. */
const skewMs = minuteMs;
/** A key is used for further links while it outlives them. */
const keyMs = 15 * minuteMs;

/**
 * The form of the signature. The SDK's newest one is ahead of the storage of some clouds, and of emulators;
 * this one has all that a link needs.
 * https://learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas
 */
const signatureVersion = "2022-11-02";

/** The media type of capture files, as registered. */
const mediaType = "application/vnd.tcpdump.pcap";

/** Keeps the key of the account for some minutes: a link to another file then needs no call. */
export function createFileLinks(
  config: Config,
  credential: TokenCredential,
  accounts: Pick<StorageAccounts, "blobEndpoints">,
): FileLinks {
  const account = captureAccount(config, accounts);
  const keys = new Map<string, KeptKey>();
  const keyOf = async (endpoint: string, now: number): Promise<UserDelegationKey> => {
    const kept = keys.get(endpoint);
    if (kept !== undefined && kept.until >= now + linkMs) return kept.key;
    const until = now + keyMs;
    const key = await newKey(endpoint, now, until, config, credential);
    keys.set(endpoint, { key, until });
    return key;
  };
  return {
    async link(url, fileName) {
      const endpoint = await account.endpointOf(url);
      const own = await account.fileIn(url);
      if (endpoint === null || own === null) throw new ForeignHost(url);
      const now = Date.now();
      const key = await keyOf(endpoint, now);
      return sign(own, fileName, armId.name(config.storageAccountId), { key, now });
    },
  };
}

interface KeptKey {
  readonly key: UserDelegationKey;
  /** In milliseconds. */
  readonly until: number;
}

const newKey = (
  endpoint: string,
  now: number,
  until: number,
  { azureTimeoutSeconds }: Config,
  credential: TokenCredential,
): Promise<UserDelegationKey> =>
  calling("Ask for a key to sign a link to the capture file", async () => {
    const { BlobServiceClient } = await import("@azure/storage-blob");
    const options = { retryOptions: { maxTries: 1 } };
    const client = new BlobServiceClient(endpoint, storageCredential(credential), options);
    const abortSignal = AbortSignal.timeout(azureTimeoutSeconds * 1000);
    return client.getUserDelegationKey(new Date(now - skewMs), new Date(until), { abortSignal });
  });

async function sign(
  url: string,
  fileName: string,
  accountName: string,
  { key, now }: { readonly key: UserDelegationKey; readonly now: number },
): Promise<SignedLink> {
  const storage = await import("@azure/storage-blob");
  const { containerName, name: blobName } = new storage.BlobClient(url);
  // Times in a signature are to the second.
  const expiresAt = new Date(Math.floor((now + linkMs) / 1000) * 1000);
  const query = storage.generateBlobSASQueryParameters(
    {
      version: signatureVersion,
      containerName,
      blobName,
      permissions: storage.BlobSASPermissions.from({ read: true }),
      startsOn: new Date(now - skewMs),
      expiresOn: expiresAt,
      protocol: storage.SASProtocol.Https,
      contentDisposition: `attachment; filename="${fileName}"`,
      contentType: mediaType,
    },
    key,
    accountName,
  );
  return { url: `${url}?${query.toString()}`, expiresAt };
}
