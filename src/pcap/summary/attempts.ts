import { connectionOutcome } from "../flows/connectionOutcome.ts";
import { readEndpoint } from "../flows/ledger.ts";
import { addressKey } from "../names/nameReader.ts";
import type { Tally, TallyLine } from "../flows/tally.ts";

/** Ports of one host that another tried, or hosts of which the VM tried one port: each counts once, by its best outcome. */
export interface Attempts {
  open: number;
  refused: number;
  silent: number;
}

/** Whom ports were tried of: the remote host itself, or the VM, by the remote host. */
export interface PortsTried extends Attempts {
  readonly version: number;
  /** Of the remote host. */
  readonly address: number;
  readonly ofVm: boolean;
}

export interface HostsTried extends Attempts {
  readonly port: number;
}

/** What was tried with TCP, in two views. */
export interface Tried {
  readonly ports: readonly PortsTried[];
  readonly hosts: readonly HostsTried[];
}

/** @param endpoints those of a Ledger */
export function listAttempts(endpoints: Tally): Tried {
  const ports = new Map<number, PortsTried>();
  const hosts = new Map<number, HostsTried>();
  for (const line of endpoints.markedLines()) {
    const [address, packed, port] = line.key;
    const { version, own: ofVm } = readEndpoint(packed);
    const key = addressKey(version, address) * 2 + (ofVm ? 1 : 0);
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
