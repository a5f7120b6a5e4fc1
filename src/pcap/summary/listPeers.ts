import { readEndpoint, type Ledger } from "../flows/ledger.ts";
import { ipVersion } from "../protocols/ip.ts";
import { ipProtocolName } from "../protocols/ipProtocol.ts";
import { amounts } from "./amounts.ts";
import { listLength, type Peer, type Question } from "./captureSummary.ts";
import type { TallyLine } from "../tables/tally.ts";
import type { AddressBook } from "./addressBook.ts";

/** The services and clients with the most bytes to and from the VM. */
export function listPeers(ledger: Ledger, book: AddressBook): Peer[] {
  return ledger.endpoints.top(listLength).map((line) => peerOf(line, book));
}

/** The two peers with the most bytes in one direction, largest first. */
export function largestPeers(ledger: Ledger, book: AddressBook, direction: Question): Peer[] {
  const measure = (line: TallyLine) =>
    isMany(line) ? 0 : direction === "outbound" ? line.bytesOut : line.bytesIn;
  return ledger.endpoints.top(2, measure).map((line) => peerOf(line, book));
}

/** Whether a line stands for all IPv6 addresses that found no place. */
const isMany = ({ key: [address, packed] }: TallyLine): boolean =>
  address === 0 && readEndpoint(packed).version === ipVersion.ipv6;

function peerOf(line: TallyLine, book: AddressBook): Peer {
  const [address, packed, port] = line.key;
  const { version, protocol, own, ported } = readEndpoint(packed);
  const { out, into } = amounts(line);
  return {
    ...book.end(version, address),
    protocol: ipProtocolName(protocol),
    port: ported ? port : null,
    service: own ? "local" : "remote",
    outbound: out,
    inbound: into,
  };
}
