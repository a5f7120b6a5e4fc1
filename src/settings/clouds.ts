/** An Azure cloud: where management calls go and which audience their tokens name. */
export interface Cloud {
  readonly resourceManagerEndpoint: string;
  /** Scope of management tokens. The SDKs' `cloudSetting` changes the URL alone, so it is always passed too. */
  readonly resourceManagerScope: string;
  /** Where a service principal exchanges its secret, certificate or foreign token for a token. */
  readonly authorityHost: string;
  /** Where people look at it. */
  readonly portal: string;
}

export type CloudName = "AzurePublic" | "AzureUSGovernment" | "AzureChina";

/** https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure and its China sibling. */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  AzurePublic: {
    resourceManagerEndpoint: "https://management.azure.com",
    resourceManagerScope: "https://management.azure.com/.default",
    authorityHost: "https://login.microsoftonline.com",
    portal: "https://portal.azure.com",
  },
  AzureUSGovernment: {
    resourceManagerEndpoint: "https://management.usgovcloudapi.net",
    resourceManagerScope: "https://management.usgovcloudapi.net/.default",
    authorityHost: "https://login.microsoftonline.us",
    portal: "https://portal.azure.us",
  },
  AzureChina: {
    resourceManagerEndpoint: "https://management.chinacloudapi.cn",
    resourceManagerScope: "https://management.chinacloudapi.cn/.default",
    authorityHost: "https://login.chinacloudapi.cn",
    portal: "https://portal.azure.cn",
  },
};

/** Whether sign-in at this host can be taken for Microsoft's without asking Microsoft. */
export const isOwnAuthority = (host: string): boolean =>
  Object.values(clouds).some(({ authorityHost }) => authorityHost === host.replace(/\/$/, ""));
