import { KeyIndex } from "../tables/keyIndex.ts";
import { connectionOutcome } from "../tcp/connectionOutcome.ts";
import { readEndpoint } from "./ledger.ts";
import type { NumberHash } from "../tables/keyedHash.ts";
import type { Tally, TallyLine } from "../tables/tally.ts";

/**
 * Ports of one host that were probed, or hosts that the VM probed at one port. Each counts once, by its best
 * outcome.
 */
export interface Attempts {
  open: number;
  refused: number;
  silent: number;
}

/** Ports that the VM probed at a remote host or, with `ofVm`, that the remote host probed at the VM. */
export interface PortsProbed extends Attempts {
  readonly version: number;
  /** The remote host's. */
  readonly address: number;
  readonly ofVm: boolean;
}

export interface HostsProbed extends Attempts {
  readonly port: number;
}

/** TCP connections that were tried, by host and by port. */
interface Probes {
  readonly ports: readonly PortsProbed[];
  readonly hosts: readonly HostsProbed[];
}

/** Counts the attempts of TCP connections. @param endpoints those of a Ledger */
export function listAttempts(endpoints: Tally, hash: NumberHash): Probes {
  const hostIndex = new KeyIndex(endpoints.count, hash);
  const portIndex = new KeyIndex(endpoints.count, hash);
  const ports: PortsProbed[] = [];
  const hosts: HostsProbed[] = [];
  for (const line of endpoints.markedLines()) {
    const [address, packed, port] = line.key;
    const { version, own: ofVm } = readEndpoint(packed);
    const host = hostIndex.place(address, version, ofVm ? 1 : 0);
    if (host >= 0) count((ports[host] ??= { version, address, ofVm, open: 0, refused: 0, silent: 0 }), line);
    const place = ofVm ? -1 : portIndex.place(port);
    if (place >= 0) count((hosts[place] ??= { port, open: 0, refused: 0, silent: 0 }), line);
  }
  return { ports, hosts };
}

function count(attempts: Attempts, { marks }: TallyLine): void {
  if (marks & connectionOutcome.established) attempts.open += 1;
  else if (marks & connectionOutcome.refused) attempts.refused += 1;
  else attempts.silent += 1;
}
