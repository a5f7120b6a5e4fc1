import { ipAddressKey, ipVersion } from "../protocols/ip.ts";
import type { AddressTable } from "../tables/addressTable.ts";

/** Keys of addresses given as text; text that is not an address is left out. */
export function givenAddresses(texts: readonly string[], addresses: AddressTable): Set<number> {
  const keys = new Set<number>();
  for (const text of texts) {
    const key = text.includes(":") ? ipv6Key(text, addresses) : ipv4Key(text);
    if (key !== null) keys.add(key);
  }
  return keys;
}

function ipv4Key(text: string): number | null {
  const parts = text.split(".").map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  if (parts.length !== 4 || parts.some((part) => part > 255)) return null;
  return ipAddressKey(
    ipVersion.ipv4,
    parts.reduce((all, part) => all * 256 + part, 0),
  );
}

function ipv6Key(written: string, addresses: AddressTable): number | null {
  const text = written.replace(/(?<=^|:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/, withoutDots);
  const halves = text.split("::");
  if (halves.length > 2 || /%|\./.test(text)) return null;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  const view = new DataView(new ArrayBuffer(16));
  groups.forEach((group, index) => {
    view.setUint16(2 * index, parseInt(group, 16));
  });
  return ipAddressKey(ipVersion.ipv6, addresses.number(view, 0));
}

/** The last four bytes as two groups; unchanged, and so no address, when one is no byte. */
function withoutDots(text: string, ...parts: readonly string[]): string {
  const [one = 0, two = 0, three = 0, four = 0] = parts.slice(0, 4).map(Number);
  if ([one, two, three, four].some((byte) => byte > 255)) return text;
  return `${(one * 256 + two).toString(16)}:${(three * 256 + four).toString(16)}`;
}
