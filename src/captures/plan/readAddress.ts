import type { FilterValue } from "./valueRange.ts";

/** Reads an IPv4 or IPv6 address without zone or prefix length; null for any other text. */
export function readAddress(text: string): FilterValue | null {
  const octets = ipv4(text);
  if (octets !== null) return { kind: "IPv4", rank: rankOf(octets, 8n), text };
  const groups = ipv6(text);
  return groups === null ? null : { kind: "IPv6", rank: rankOf(groups, 16n), text };
}

const rankOf = (parts: readonly number[], bits: bigint): bigint =>
  parts.reduce((rank, part) => (rank << bits) | BigInt(part), 0n);

/** Four octets. One with a leading zero is octal to some programs, so it is refused. */
function ipv4(text: string): readonly number[] | null {
  const octets = text.split(".");
  return octets.length === 4 && octets.every((octet) => /^(?:0|[1-9]\d{0,2})$/.test(octet) && +octet <= 255)
    ? octets.map(Number)
    : null;
}

/** Eight groups; `::` stands for one or more groups of zeros (RFC 4291, section 2.2). */
function ipv6(text: string): readonly number[] | null {
  const [head = "", tail, ...more] = text.split("::");
  const front = groupsOf(head, tail === undefined);
  const back = tail === undefined ? [] : groupsOf(tail, true);
  if (front === null || back === null || more.length > 0) return null;
  const missing = 8 - front.length - back.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  return [...front, ...Array<number>(missing).fill(0), ...back];
}

/** Groups of hexadecimal digits; an address may end in the four octets of IPv4. */
function groupsOf(text: string, isEnd: boolean): readonly number[] | null {
  if (text === "") return [];
  const parts = text.split(":");
  const octets = isEnd ? ipv4(parts.at(-1) ?? "") : null;
  const plain = octets === null ? parts : parts.slice(0, -1);
  if (!plain.every((part) => /^[\da-f]{1,4}$/i.test(part))) return null;
  const [a = 0, b = 0, c = 0, d = 0] = octets ?? [];
  return [...plain.map((part) => parseInt(part, 16)), ...(octets === null ? [] : [a * 256 + b, c * 256 + d])];
}
