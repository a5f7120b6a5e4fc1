import { route, type Route } from "../../http/route.ts";
import { world } from "../../world.ts";
import { resourceNotFound } from "../armError.ts";
import { inGroup } from "../requireScope.ts";

const storageAccountType = "Microsoft.Storage/storageAccounts";

export interface StorageAccount {
  readonly name: string;
  /** `https://127.0.0.1:<port>/<account>` */
  readonly endpoint: string;
}

export const storageAccountId = (name: string): string =>
  `/subscriptions/${world.subscription}/resourceGroups/${world.resourceGroup}/providers/${storageAccountType}/${name}`;

export const storageAccountRoutes = (account: StorageAccount): readonly Route[] => [
  route("GET", `${inGroup}/${storageAccountType}/:name`, (_, { subscription, group, name }) => {
    const asked = `/subscriptions/${subscription}/resourceGroups/${group}/providers/${storageAccountType}/${name}`;
    if (asked.toLowerCase() !== storageAccountId(account.name).toLowerCase())
      throw resourceNotFound(storageAccountType, name, group);
    return { status: 200, body: storageAccountView(account) };
  }),
];

const storageAccountView = ({ name, endpoint }: StorageAccount): Record<string, unknown> => ({
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
