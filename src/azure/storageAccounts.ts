import { calling, orNotFound } from "./azureFault.ts";
import type { StorageAccount } from "../captures/site/storageAccount.ts";
import type { ResourceManager } from "./resourceManager.ts";

/** https://learn.microsoft.com/rest/api/storagerp/storage-accounts/get-properties */
const apiVersion = "2024-01-01";

interface Wire {
  readonly id?: string;
  readonly sku?: { readonly name?: string };
  readonly properties?: { readonly allowSharedKeyAccess?: boolean | null };
}

export interface StorageAccounts {
  /** Null when the account does not exist. Action: Microsoft.Storage/storageAccounts/read. */
  find(id: string): Promise<StorageAccount | null>;
}

/** Uses only the management pipeline: a whole SDK for one GET would double the bundle. */
export const createStorageAccounts = (arm: ResourceManager): StorageAccounts => ({
  async find(id) {
    const account = await orNotFound(
      calling("Read the storage account", () => arm.get(id, apiVersion) as Promise<Wire>),
    );
    if (account === null) return null;
    // Absent means allowed: the property's documented default.
    const allowsSharedKey = account.properties?.allowSharedKeyAccess !== false;
    return { id: account.id ?? id, sku: account.sku?.name ?? null, allowsSharedKey };
  },
});
