import { socketText } from "../../../wording/socketText.ts";
import { ipAddressKey } from "../../protocols/ip.ts";
import { addressFilter } from "../filter.ts";
import type { Channel } from "../../behaviour/channels.ts";
import type { FinderInput } from "../finder.ts";

/** A host as a finding's text names it. */
export interface NamedHost {
  readonly address: string;
  readonly local: boolean;
  /** "the VM", or "203.0.113.9 (updates.example.net)". */
  readonly text: string;
  /** The same without a name. */
  readonly short: string;
}

export function namedHost({ book, local }: FinderInput, version: number, number: number): NamedHost {
  const { address, name } = book.end(version, number);
  const isLocal = local.has(ipAddressKey(version, number));
  const short = isLocal ? "the VM" : address;
  return { address, local: isLocal, short, text: isLocal || name === null ? short : `${address} (${name})` };
}

/** "The VM" at the beginning of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "the VM's port 443", "203.0.113.9:443". */
export function targetText({ local, address }: NamedHost, port: number): string {
  return local ? `the VM's port ${port}` : socketText(address, port);
}

export const flowText = ({ book }: FinderInput, channel: Channel, sourcePort = channel.firstPort): string => {
  const { version, initiator, target, port } = channel;
  return `${socketText(book.text(version, initiator), sourcePort)} → ${socketText(book.text(version, target), port)}`;
};

/** The first connections of up to three channels. */
export const flowsOf = (input: FinderInput, channels: readonly Channel[]): string[] =>
  [...new Set(channels.map((channel) => flowText(input, channel)))].slice(0, 3);

/** Everything between two hosts. */
export const pairFilter = (one: NamedHost, other: NamedHost): string =>
  `${addressFilter(one.address)} && ${addressFilter(other.address)}`;

/** What a host asks of one port of any host, with the answers. */
export function askingFilter({ address }: NamedHost, port: number): string {
  const asked = `${addressFilter(address, "src")} && tcp.dstport == ${port}`;
  return `(${asked}) || (${addressFilter(address, "dst")} && tcp.srcport == ${port})`;
}

/** What is asked of one port of a host, with the answers. */
export function askedFilter({ address }: NamedHost, port: number): string {
  const asked = `${addressFilter(address, "dst")} && tcp.dstport == ${port}`;
  return `(${asked}) || (${addressFilter(address, "src")} && tcp.srcport == ${port})`;
}

/** Addresses of private networks (RFC 1918, RFC 6598, RFC 4193) and of a link. */
export const isInside = (address: string): boolean =>
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][\da-f]{2}:|fe[89ab][\da-f]:)/.test(
    address,
  );
