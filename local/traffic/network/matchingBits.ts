import { connectedPrefix, vnetPrefix } from "./vmNetwork.ts";

const spaces = 2 ** 32;

/** An IPv4 address as a number; null for other texts. */
export function ipv4Number(text: string): number | null {
  const parts = /^\d{1,3}(\.\d{1,3}){3}$/.test(text) ? text.split(".").map(Number) : [];
  return parts.length !== 4 || parts.some((part) => part > 255)
    ? null
    : parts.reduce((sum, part) => sum * 256 + part, 0);
}

const ipv4Text = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");

interface Range {
  readonly first: number;
  readonly bits: number;
}

/** An address is a prefix of 32 bits. Null for texts that are neither, and for one with host bits. */
function rangeOf(prefix: string): Range | null {
  const [address = "", length = "32", ...more] = prefix.split("/");
  const first = ipv4Number(address);
  const bits = /^\d{1,2}$/.test(length) ? Number(length) : Infinity;
  if (first === null || bits > 32 || more.length > 0 || first % 2 ** (32 - bits) !== 0) return null;
  return { first, bits };
}

export const isPrefix = (text: string): boolean => rangeOf(text) !== null;

/** How many bits of the prefix the address has in common with it; null: it lies elsewhere. */
export function matchingBits(prefix: string, address: string): number | null {
  const range = rangeOf(prefix);
  const value = ipv4Number(address);
  if (range === null || value === null) return null;
  const isInside = value >= range.first && value < range.first + 2 ** (32 - range.bits);
  return isInside ? range.bits : null;
}

const platform = "168.63.129.16/32";

/** What is not the Internet: private, shared, local and reserved addresses, and the platform's own. */
const elsewhere = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
  ...["172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3", platform],
].flatMap((prefix) => rangeOf(prefix) ?? []);

/** A range without those that lie elsewhere, in as few prefixes as possible. */
function remaining(range: Range): string[] {
  const end = ({ first, bits }: Range) => first + 2 ** (32 - bits);
  if (elsewhere.some((one) => one.first <= range.first && end(range) <= end(one))) return [];
  if (!elsewhere.some((one) => one.first < end(range) && range.first < end(one)))
    return [`${ipv4Text(range.first)}/${range.bits}`];
  const bits = range.bits + 1;
  return [range.first, range.first + spaces / 2 ** bits].flatMap((first) => remaining({ first, bits }));
}

/**
 * The service tags with their prefixes. Azure counts the prefixes of the user's routes in VirtualNetwork,
 * too, which is left out here: no route makes an address one of the virtual network.
 */
export const serviceTags: Readonly<Record<string, readonly string[]>> = {
  VirtualNetwork: [vnetPrefix, connectedPrefix, platform],
  AzureLoadBalancer: [platform],
  Internet: remaining({ first: 0, bits: 0 }),
};

/** The prefixes that a rule's text stands for; itself where it is one. */
export const expanded = (text: string): readonly string[] => serviceTags[text] ?? [text];

/** Whether an address is among those that a rule's text stands for. */
export const isAmong = (text: string, address: string): boolean =>
  text === "*" || expanded(text).some((prefix) => matchingBits(prefix, address) !== null);
