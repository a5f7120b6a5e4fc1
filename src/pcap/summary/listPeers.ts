import { readEndpoint, type Ledger } from "../flows/ledger.ts";
import { isPlatformAddress } from "../names/platformAddresses.ts";
import { ipVersion } from "../protocols/ip.ts";
import { ipProtocolName } from "../protocols/ipProtocol.ts";
import { amounts } from "./amounts.ts";
import { listLength, type Peer, type Question } from "./captureSummary.ts";
import type { TallyLine } from "../tables/tally.ts";
import type { AddressBook } from "./addressBook.ts";

/** Share of the bytes from which Azure's own services are a peer like another: then they are the trouble. */
const platformShare = 0.5;

/** Lines of Azure's own services among the largest: its DNS, agent, probes and metadata have a port each. */
const platformLines = 16;

/** The services and clients with the most bytes to and from the VM. */
export const listPeers = (ledger: Ledger, book: AddressBook): Peer[] =>
  ledger.endpoints
    .top(listLength + platformLines)
    .filter((line) => isShown(line, ledger))
    .slice(0, listLength)
    .map((line) => peerOf(line, book));

/** The two peers with the most bytes in one direction, largest first. */
export function largestPeers(ledger: Ledger, book: AddressBook, direction: Question): Peer[] {
  const measure = (line: TallyLine) =>
    isMany(line) || !isShown(line, ledger) ? 0 : direction === "outbound" ? line.bytesOut : line.bytesIn;
  return ledger.endpoints
    .top(2, measure)
    .filter((line) => isShown(line, ledger))
    .map((line) => peerOf(line, book));
}

/** Azure's own services only where they have most of the bytes. */
function isShown({ key: [address, packed], bytesOut, bytesIn }: TallyLine, { directions }: Ledger): boolean {
  if (!isPlatformAddress(readEndpoint(packed).version, address)) return true;
  return bytesOut + bytesIn >= (directions.outbound.bytes + directions.inbound.bytes) * platformShare;
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
