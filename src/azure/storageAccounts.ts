import { armId } from "../arm/armId.ts";
import { calling, orNotFound } from "./azureFault.ts";
import type { StorageAccount, StorageFirewall } from "../captures/site/storageAccount.ts";
import type { ResourceManager } from "./resourceManager.ts";

/** https://learn.microsoft.com/rest/api/storagerp/storage-accounts/get-properties */
const apiVersion = "2024-01-01";

const reading = "Read the storage account";

interface Wire {
  readonly id?: string;
  readonly sku?: { readonly name?: string };
  readonly properties?: {
    readonly allowSharedKeyAccess?: boolean | null;
    readonly primaryEndpoints?: Endpoints | null;
    readonly secondaryEndpoints?: Endpoints | null;
    readonly publicNetworkAccess?: string | null;
    readonly networkAcls?: {
      readonly defaultAction?: string;
      readonly ipRules?: readonly { readonly value?: unknown }[] | null;
      readonly virtualNetworkRules?: readonly unknown[] | null;
    } | null;
    readonly privateEndpointConnections?: readonly unknown[] | null;
  };
}

/** https://learn.microsoft.com/azure/storage/common/network-routing-preference names the further ones. */
interface Endpoints {
  readonly blob?: string;
  readonly internetEndpoints?: { readonly blob?: string } | null;
  readonly microsoftEndpoints?: { readonly blob?: string } | null;
}

export interface StorageAccounts {
  /** Null when the account does not exist. Action: Microsoft.Storage/storageAccounts/read. */
  find(id: string): Promise<StorageAccount | null>;
  /**
   * Addresses of the account's blobs, as `find` has seen them or else by the same call; none when there is
   * no such account.
   */
  blobEndpoints(id: string): Promise<readonly string[]>;
  /** Who reaches the account, by the same call; null when there is no such account. */
  firewall(id: string): Promise<StorageFirewall | null>;
}

/** Uses only the management pipeline: a whole SDK for one GET would double the bundle. */
export function createStorageAccounts(arm: ResourceManager): StorageAccounts {
  // An account's addresses do not change.
  const known = new Map<string, readonly string[]>();
  const read = async (id: string): Promise<Wire | null> => {
    const account = await orNotFound(calling(reading, () => arm.get(id, apiVersion) as Promise<Wire | null>));
    const endpoints = endpointsOf(account?.properties ?? {});
    if (endpoints.length > 0) known.set(armId.folded(id), endpoints);
    return account;
  };
  return {
    async find(id) {
      const account = await read(id);
      if (account === null) return null;
      // Absent means allowed: the property's documented default.
      const allowsSharedKey = account.properties?.allowSharedKeyAccess !== false;
      return { id: account.id ?? id, sku: account.sku?.name ?? null, allowsSharedKey };
    },
    async blobEndpoints(id) {
      if (!known.has(armId.folded(id))) await read(id);
      return known.get(armId.folded(id)) ?? [];
    },
    async firewall(id) {
      const account = await read(id);
      return account === null ? null : firewallOf(account.properties ?? {});
    },
  };
}

type Properties = NonNullable<Wire["properties"]>;

function firewallOf({
  publicNetworkAccess = null,
  networkAcls,
  privateEndpointConnections,
}: Properties): StorageFirewall {
  const { defaultAction, ipRules, virtualNetworkRules } = networkAcls ?? {};
  return {
    publicNetworkAccess,
    admitsAll: defaultAction?.toLowerCase() !== "deny",
    addresses: (ipRules ?? []).flatMap(({ value }) => (typeof value === "string" ? value : [])),
    admitsNetworks: [virtualNetworkRules, privateEndpointConnections].some(
      (rules) => (rules ?? []).length > 0,
    ),
  };
}

const endpointsOf = ({ primaryEndpoints, secondaryEndpoints }: Properties): readonly string[] =>
  [primaryEndpoints, secondaryEndpoints]
    .flatMap((own) => [own, own?.internetEndpoints, own?.microsoftEndpoints])
    .flatMap((own) => (typeof own?.blob === "string" ? own.blob : []));
