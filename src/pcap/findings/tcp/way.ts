import { socketText } from "../../../wording/socketText.ts";
import { ipAddressKey, ipVersion } from "../../protocols/ip.ts";
import { addressFilter } from "../filter.ts";
import type { EvidenceLine } from "../../connections/evidenceTable.ts";
import type { FinderInput } from "../finder.ts";

/** A line of evidence in words. */
export interface Way extends EvidenceLine {
  readonly fromVm: boolean;
  readonly toVm: boolean;
  /** The other end: "203.0.113.9:443", or "198.51.100.7, a client of port 443,". */
  readonly peer: string;
  /** With its name, if it has one. */
  readonly named: string;
  /** The sender and the receiver, with the port of the service. */
  readonly from: string;
  readonly to: string;
  /** "10.0.0.4:51000 → 203.0.113.9:443". */
  readonly flow: string;
  /** Packets of this way; with `pair` also those of the way back. */
  readonly filter: string;
  readonly pair: string;
}

type Known = Pick<FinderInput, "book" | "local">;

const withName = (text: string, name: string | null): string => (name === null ? text : `${text} (${name})`);

/** Lines in words, without those of the IPv6 addresses that found no place. */
export const waysOf = (lines: readonly EvidenceLine[], known: Known): Way[] =>
  lines
    .filter(({ version, sender, receiver }) => version === ipVersion.ipv4 || (sender !== 0 && receiver !== 0))
    .map((line) => wayOf(line, known));

function wayOf(line: EvidenceLine, { book, local }: Known): Way {
  const { version, sender, receiver, port, ofSender, clientPort } = line;
  const [from, to] = [book.end(version, sender), book.end(version, receiver)];
  const fromVm = local.has(ipAddressKey(version, sender));
  const toVm = local.has(ipAddressKey(version, receiver));
  const [remote, remoteServes] = fromVm && !toVm ? [to, !ofSender] : [from, ofSender];
  const text = (address: string, serves: boolean, name: string | null): string =>
    serves
      ? withName(socketText(address, port), name)
      : `${withName(address, name)}, a client of port ${port},`;
  const fields = ofSender ? ["tcp.srcport", "tcp.dstport"] : ["tcp.dstport", "tcp.srcport"];
  const hosts = (one: string, other: string) =>
    `${addressFilter(one, "src")} && ${addressFilter(other, "dst")}`;
  const there = `${hosts(from.address, to.address)} && ${fields[0] ?? ""} == ${port}`;
  const back = `${hosts(to.address, from.address)} && ${fields[1] ?? ""} == ${port}`;
  return {
    ...line,
    fromVm,
    toVm,
    peer: text(remote.address, remoteServes, null),
    named: text(remote.address, remoteServes, remote.name),
    from: ofSender ? socketText(from.address, port) : from.address,
    to: ofSender ? to.address : socketText(to.address, port),
    flow: `${socketText(from.address, ofSender ? port : clientPort)} → ${socketText(to.address, ofSender ? clientPort : port)}`,
    filter: there,
    pair: `(${there}) || (${back})`,
  };
}

/** What a finding says of the peer, with its name first, and without it where that is too long. */
export const wordings = ({ peer, named }: Pick<Way, "peer" | "named">, word: (peer: string) => string) =>
  [word(named), word(peer)] as const;
