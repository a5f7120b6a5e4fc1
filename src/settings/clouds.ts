/** An Azure cloud: its endpoints and the audience of its management tokens. */
export interface Cloud {
  readonly resourceManagerEndpoint: string;
  /**
   * Scope of management tokens. The SDKs' `cloudSetting` changes only the URL, so the scope is always passed
   * too.
   */
  readonly resourceManagerScope: string;
  /** Where a service principal exchanges its secret, certificate or federated token for an access token. */
  readonly authorityHost: string;
  /** What the names of storage accounts are followed by in the hosts of their blobs. */
  readonly blobSuffix: string;
  /** The Azure portal. */
  readonly portal: string;
}

export type CloudName = "AzurePublic" | "AzureUSGovernment" | "AzureChina";

/**
 * https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure and its China
 * sibling.
 */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  AzurePublic: {
    resourceManagerEndpoint: "https://management.azure.com",
    resourceManagerScope: "https://management.azure.com/.default",
    authorityHost: "https://login.microsoftonline.com",
    blobSuffix: "blob.core.windows.net",
    portal: "https://portal.azure.com",
  },
  AzureUSGovernment: {
    resourceManagerEndpoint: "https://management.usgovcloudapi.net",
    resourceManagerScope: "https://management.usgovcloudapi.net/.default",
    authorityHost: "https://login.microsoftonline.us",
    blobSuffix: "blob.core.usgovcloudapi.net",
    portal: "https://portal.azure.us",
  },
  AzureChina: {
    resourceManagerEndpoint: "https://management.chinacloudapi.cn",
    resourceManagerScope: "https://management.chinacloudapi.cn/.default",
    authorityHost: "https://login.chinacloudapi.cn",
    blobSuffix: "blob.core.chinacloudapi.cn",
    portal: "https://portal.azure.cn",
  },
};

/**
 * Whether this is Microsoft's own Resource Manager of the cloud. Elsewhere, as on Azure Stack, the names of
 * storage accounts are others than in the public DNS.
 */
export const isOwnResourceManager = ({ resourceManagerEndpoint, blobSuffix }: Cloud): boolean =>
  Object.values(clouds).some(
    (cloud) => cloud.resourceManagerEndpoint === resourceManagerEndpoint && cloud.blobSuffix === blobSuffix,
  );

/** Whether this host is one of Microsoft's own sign-in hosts. */
export const isOwnAuthority = (host: string): boolean =>
  Object.values(clouds).some(({ authorityHost }) => authorityHost === host.replace(/\/$/, ""));
