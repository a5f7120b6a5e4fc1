import { armId } from "../../arm/armId.ts";
import { isOwnResourceManager, type Cloud } from "../../settings/clouds.ts";
import { isWithin } from "./isWithin.ts";
import type { StorageAccounts } from "../storageAccounts.ts";

/** Where capture files may be: in the configured storage account. */
export interface CaptureAccount {
  /** The plain address of a file in the account, without a query; null for one that is elsewhere. */
  readonly fileIn: (url: string) => Promise<string | null>;
  /** The account's own address, under which a file lies; null for a file that is elsewhere. */
  readonly endpointOf: (url: string) => Promise<string | null>;
  /** The account's address; null where Resource Manager knows no such account. */
  readonly home: () => Promise<string | null>;
}

interface AccountSettings {
  readonly storageAccountId: string;
  readonly cloud: Cloud;
}

/**
 * The account by its name in the cloud's DNS, where the name is one account's in the whole world; otherwise
 * by the addresses that Resource Manager gives: DNS zones, routing preferences, other clouds.
 */
export function captureAccount(
  { storageAccountId: id, cloud }: AccountSettings,
  { blobEndpoints }: Pick<StorageAccounts, "blobEndpoints">,
): CaptureAccount {
  const name = armId.name(id).toLowerCase();
  const byName = isOwnResourceManager(cloud)
    ? [name, `${name}-secondary`].map((host) => `https://${host}.${cloud.blobSuffix}`)
    : [];
  const holds = (url: string) => (endpoint: string) => isWithin(endpoint, url);
  const endpointOf = async (url: string): Promise<string | null> =>
    byName.find(holds(url)) ?? (await blobEndpoints(id)).find(holds(url)) ?? null;
  return {
    async fileIn(url) {
      if ((await endpointOf(url)) === null) return null;
      const { origin, pathname } = new URL(url);
      return `${origin}${pathname}`;
    },
    endpointOf,
    home: async () => byName[0] ?? (await blobEndpoints(id))[0] ?? null,
  };
}
