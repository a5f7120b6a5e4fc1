import { BlockList, isIPv4 } from "node:net";
import type { StorageFirewall } from "../../captures/site/storageAccount.ts";

/** https://www.rfc-editor.org/rfc/rfc1918 and https://www.rfc-editor.org/rfc/rfc6598 */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/**
 * Whether a caller may reach the storage account. It only saves the caller a link that would not work:
 * storage itself decides, so a forged address gains nothing, and where the answer is not known it is yes.
 */
export function isAdmitted(firewall: StorageFirewall | null, hops: readonly string[]): boolean {
  if (firewall === null) return true;
  const nearest = hops.at(-1) ?? "";
  const isInside = isWithin(privateRanges, nearest);
  if (firewall.publicNetworkAccess?.toLowerCase() === "disabled") return isInside && firewall.admitsNetworks;
  if (firewall.admitsAll || hops.some((address) => isWithin(firewall.addresses, address))) return true;
  // The address from which a caller within a network, or with IPv6, reaches storage is another one.
  return isInside || !isIPv4(nearest);
}

function isWithin(ranges: readonly string[], address: string): boolean {
  if (!isIPv4(address)) return false;
  const list = new BlockList();
  for (const range of ranges) {
    const [, network = "", bits = "32"] = /^([\d.]+)(?:\/(\d{1,2}))?$/.exec(range) ?? [];
    if (isIPv4(network) && Number(bits) <= 32) list.addSubnet(network, Number(bits));
  }
  return list.check(address);
}
