import { ipVersion } from "../protocols/ip.ts";

/**
 * Addresses at which Azure itself, and nobody else, is found from every VM. The host resolves names, probes
 * for load balancers, and serves the VM agent and DHCP; the other one is the instance metadata service.
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 * https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service
 */
export const platformAddresses = { host: 0xa83f8110, metadata: 0xa9fea9fe } as const;

const names: ReadonlyMap<number, string> = new Map([
  [platformAddresses.host, "Azure platform"],
  [platformAddresses.metadata, "Azure instance metadata"],
]);

/** What Azure does at an address; null for an address of anybody else. */
export const platformName = (version: number, address: number): string | null =>
  version === ipVersion.ipv4 ? (names.get(address) ?? null) : null;

export const isPlatformAddress = (version: number, address: number): boolean =>
  platformName(version, address) !== null;
