import { ipVersion } from "../protocols/ip.ts";

/**
 * Addresses at which Azure itself is found from every VM, and nobody else:
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 * https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service
 */
const platformNames: ReadonlyMap<number, string> = new Map([
  [0xa83f8110, "Azure platform"],
  [0xa9fea9fe, "Azure instance metadata"],
]);

/** What Azure does at an address; null for an address of anybody else. */
export const platformName = (version: number, address: number): string | null =>
  version === ipVersion.ipv4 ? (platformNames.get(address) ?? null) : null;

export const isPlatformAddress = (version: number, address: number): boolean =>
  platformName(version, address) !== null;
