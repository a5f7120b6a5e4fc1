import { connectionOutcome } from "../flows/connectionOutcome.ts";
import { readEndpoint } from "../flows/ledger.ts";
import { ipAddressKey } from "../protocols/ip.ts";
import type { Tally, TallyLine } from "../flows/tally.ts";

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
export function listAttempts(endpoints: Tally): Probes {
  const ports = new Map<number, PortsProbed>();
  const hosts = new Map<number, HostsProbed>();
  for (const line of endpoints.markedLines()) {
    const [address, packed, port] = line.key;
    const { version, own: ofVm } = readEndpoint(packed);
    const key = ipAddressKey(version, address) * 2 + (ofVm ? 1 : 0);
    const byHost = ports.get(key) ?? { version, address, ofVm, open: 0, refused: 0, silent: 0 };
    ports.set(key, byHost);
    count(byHost, line);
    if (ofVm) continue;
    const byPort = hosts.get(port) ?? { port, open: 0, refused: 0, silent: 0 };
    hosts.set(port, byPort);
    count(byPort, line);
  }
  return { ports: [...ports.values()], hosts: [...hosts.values()] };
}

function count(attempts: Attempts, { marks }: TallyLine): void {
  if (marks & connectionOutcome.established) attempts.open += 1;
  else if (marks & connectionOutcome.refused) attempts.refused += 1;
  else attempts.silent += 1;
}
