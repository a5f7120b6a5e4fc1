/** The audiences of Azure Resource Manager in every cloud, by its present and its older name. */
export const managementAudiences = [
  "https://management.azure.com",
  "https://management.core.windows.net",
  "https://management.usgovcloudapi.net",
  "https://management.core.usgovcloudapi.net",
  "https://management.chinacloudapi.cn",
  "https://management.core.chinacloudapi.cn",
];

export const emailAudiences = ["https://communication.azure.com"];

const storageAudience = /^https:\/\/(storage\.azure\.com|[a-z0-9]{3,24}\.blob\.core\.windows\.net)$/;

/** Whether tokens are issued for this resource. A directory refuses resources that it does not know. */
export function isKnownAudience(resource: string): boolean {
  const plain = resource.toLowerCase().replace(/\/+$/, "");
  return managementAudiences.includes(plain) || emailAudiences.includes(plain) || storageAudience.test(plain);
}
