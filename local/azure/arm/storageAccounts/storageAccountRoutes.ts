import { route, type Route } from "../../http/route.ts";
import { world } from "../../world.ts";
import { armError } from "../armError.ts";
import { inGroup } from "../requireScope.ts";
import { resourceId } from "../resourceId.ts";
import type { BlobAccount } from "./blobAccount.ts";

const storageAccountType = "Microsoft.Storage/storageAccounts";

export const storageAccountId = (name: string): string =>
  resourceId({ subscription: world.subscription, group: world.resourceGroup }, storageAccountType, name);

export const storageAccountRoutes = (blob: BlobAccount): readonly Route[] => [
  route("GET", `${inGroup}/${storageAccountType}/:name`, (_, { subscription, group, name }) => {
    const requested = resourceId({ subscription, group }, storageAccountType, name);
    if (requested.toLowerCase() !== storageAccountId(blob.account).toLowerCase())
      throw armError.resourceNotFound(storageAccountType, name, group);
    return { status: 200, body: storageAccountView(blob) };
  }),
];

const storageAccountView = ({ account: name, endpoint }: BlobAccount): Record<string, unknown> => ({
  name,
  id: storageAccountId(name),
  type: storageAccountType,
  location: world.location,
  kind: "StorageV2",
  sku: { name: "Standard_LRS", tier: "Standard" },
  tags: {},
  properties: {
    provisioningState: "Succeeded",
    primaryEndpoints: { blob: `${endpoint}/` },
    primaryLocation: world.location,
    statusOfPrimary: "available",
    accessTier: "Hot",
    allowSharedKeyAccess: true,
    allowBlobPublicAccess: false,
    minimumTlsVersion: "TLS1_2",
    supportsHttpsTrafficOnly: true,
    publicNetworkAccess: "Enabled",
    networkAcls: { bypass: "AzureServices", defaultAction: "Allow", ipRules: [], virtualNetworkRules: [] },
  },
});
