import { isIPv4, SocketAddress } from "node:net";

/** The bytes of an IP address: 4 for version 4, 16 for version 6 (without a zone, without embedded IPv4). */
export function address(text: string): Buffer {
  if (isIPv4(text)) return Buffer.from(text.split(".").map(Number));
  const [head = "", tail = ""] = text.split("::");
  const groups = (half: string) => (half === "" ? [] : half.split(":").map((group) => parseInt(group, 16)));
  const bytes = Buffer.alloc(16);
  groups(head).forEach((group, index) => bytes.writeUInt16BE(group, 2 * index));
  const last = groups(tail);
  last.forEach((group, index) => bytes.writeUInt16BE(group, 16 - 2 * (last.length - index)));
  return bytes;
}

/** The text of an IP address; IPv6 in the form of RFC 5952. */
export const addressText = (bytes: Buffer): string =>
  bytes.length === 4
    ? bytes.join(".")
    : new SocketAddress({ family: "ipv6", address: bytes.toString("hex").match(/.{4}/g)?.join(":") ?? "" })
        .address;

/** The bytes of an Ethernet address such as `12:34:56:78:9a:bc`. */
export const mac = (text: string): Buffer => Buffer.from(text.replaceAll(":", ""), "hex");
