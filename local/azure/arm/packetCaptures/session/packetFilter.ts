import type { FiveTuple } from "./fiveTuple.ts";

/**
 * A packet capture filter in the API's terms: a five-tuple seen from the VM. A packet is kept if it fits any
 * filter.
 */
export interface PacketFilter {
  readonly protocol?: string;
  /** One value, a range `a-b`, or a list `a;b` or `a;b;`; empty: any. */
  readonly localIPAddress?: string;
  readonly remoteIPAddress?: string;
  readonly localPort?: string;
  readonly remotePort?: string;
}

export function fits(filter: PacketFilter, packet: FiveTuple): boolean {
  const protocol = (filter.protocol ?? "Any").toUpperCase();
  return (
    (protocol === "ANY" || protocol === packet.protocol) &&
    includes(filter.localIPAddress, addressRank(packet.localAddress), addressRank) &&
    includes(filter.remoteIPAddress, addressRank(packet.remoteAddress), addressRank) &&
    includes(filter.localPort, packet.localPort, Number) &&
    includes(filter.remotePort, packet.remotePort, Number)
  );
}

function includes<T extends number | bigint>(
  wanted: string | undefined,
  value: T | null,
  rank: (text: string) => T | null,
): boolean {
  if (wanted === undefined || wanted === "" || wanted === "*") return true;
  if (value === null) return false;
  const parts = wanted.split(";").filter((part) => part !== "");
  return parts.some((part) => {
    const [low = "", high = low] = part.split("-");
    const [from, to] = [rank(low.trim()), rank(high.trim())];
    return from !== null && to !== null && from <= value && value <= to;
  });
}

/** The position of an address among all addresses, IPv4 below IPv6; null for text that is no address. */
export function addressRank(text: string): bigint | null {
  const bytes = /^\d{1,3}(\.\d{1,3}){3}$/.test(text)
    ? text.split(".").map((part) => Number(part).toString(16).padStart(2, "0"))
    : null;
  if (bytes !== null) return BigInt(`0x${bytes.join("")}`);
  if (!/^[0-9a-f:]*:[0-9a-f:]*$/i.test(text)) return null;
  const [head = "", tail] = text.split("::");
  const front = head.split(":").filter((group) => group !== "");
  const back = (tail ?? "").split(":").filter((group) => group !== "");
  const zeros = Array<string>(Math.max(8 - front.length - back.length, 0)).fill("0");
  const groups = [...front, ...zeros, ...back].map((group) => group.padStart(4, "0"));
  return groups.length === 8 ? BigInt(`0x1${groups.join("")}`) : null;
}
