import { readEndpoint, type Ledger } from "../flows/ledger.ts";
import { ipProtocolName } from "../protocols/ipProtocol.ts";
import { amounts } from "./amounts.ts";
import { listLength, type Peer, type Question } from "./captureSummary.ts";
import type { TallyLine } from "../flows/tally.ts";
import type { AddressBook } from "./addressBook.ts";

/** The services and clients with the most bytes to and from the VM. */
export function listPeers(ledger: Ledger, book: AddressBook): Peer[] {
  return ledger.endpoints.top(listLength).map((line) => peerOf(line, book));
}

/** The peer with the most bytes in one direction; null without any. */
export function largestPeer(ledger: Ledger, book: AddressBook, direction: Question): Peer | null {
  const measure = (line: TallyLine) => (direction === "outbound" ? line.bytesOut : line.bytesIn);
  const [line] = ledger.endpoints.top(1, measure);
  return line === undefined ? null : peerOf(line, book);
}

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
