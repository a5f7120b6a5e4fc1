import { thresholds } from "../findings/thresholds.ts";
import { KeyIndex } from "../tables/keyIndex.ts";
import type { NumberHash } from "../tables/keyedHash.ts";
import type { Channel, Channels } from "./channels.ts";

/** Ports, or hosts, that were tried: each counts once, by its best outcome. */
export interface Tried {
  readonly version: number;
  readonly protocol: number;
  readonly initiator: number;
  open: number;
  refused: number;
  silent: number;
  firstAt: number;
  lastAt: number;
  /** Up to three: the first that was tried, the first that was open, and one more. */
  evidence: Channel[];
  /** The first few that were open. */
  came: Channel[];
}

/** Many ports of one host that were tried by another. */
export interface PortScan extends Tried {
  readonly target: number;
}

/** Many hosts that were tried at one port. */
export interface HostSweep extends Tried {
  readonly port: number;
}

export interface Probes {
  readonly scans: readonly PortScan[];
  readonly sweeps: readonly HostSweep[];
}

export const failedOf = ({ refused, silent }: Pick<Tried, "refused" | "silent">): number => refused + silent;

const kept = 32;
const evidenceKept = 3;
const tcp = 6;
/** Ports that traceroute sends to, one after the other (RFC 1393 names the first). */
const traceroute = { first: 33_434, last: 33_700 };

/** Channels in one cell of a sketch have the same group or, by chance, another one. */
const sketchCells = 2 ** 16;

/** Finds the groups of channels with many failures. */
class Groups {
  /** Failures by a hash of the group: at least those of the group. */
  readonly #sketch = new Uint16Array(sketchCells);
  /** Whether no group can have many failures: so it is in most captures, which then need no second look. */
  none = true;
  readonly #hash: NumberHash;
  readonly #least: number;
  readonly #index: KeyIndex;
  readonly #failed: number[] = [];
  readonly #open: number[] = [];

  constructor(least: number, count: number, hash: NumberHash) {
    this.#least = least;
    this.#hash = hash;
    // A group has at least so many channels, and a cell may have more groups than one by chance.
    this.#index = new KeyIndex(Math.max(Math.ceil(count / 4), 16), hash);
  }

  addFailure(first: number, second: number, third: number): void {
    const cell = this.#cellOf(first, second, third);
    const failures = Math.min((this.#sketch[cell] ?? 0) + 1, 0xffff);
    this.#sketch[cell] = failures;
    this.none &&= failures < this.#least;
  }

  /** Counts exactly, once all failures are in the sketch. */
  count(isOpen: boolean, first: number, second: number, third: number): void {
    const group = this.#groupOf(first, second, third);
    if (group < 0) return;
    const counts = isOpen ? this.#open : this.#failed;
    counts[group] = (counts[group] ?? 0) + 1;
  }

  /** The group of a channel that has many failures, and a large enough share of them; -1 for another one. */
  notable(first: number, second: number, third: number): number {
    const group = this.#groupOf(first, second, third);
    const failed = this.#failed[group] ?? 0;
    const all = failed + (this.#open[group] ?? 0);
    return failed >= this.#least && failed >= all * thresholds.probing.failedShare ? group : -1;
  }

  #groupOf(first: number, second: number, third: number): number {
    if ((this.#sketch[this.#cellOf(first, second, third)] ?? 0) < this.#least) return -1;
    return this.#index.place(first, second, third);
  }

  #cellOf(first: number, second: number, third: number): number {
    return this.#hash.of(first, second, third, 0) & (sketchCells - 1);
  }
}

/** Takes a channel: its initiator, target and service, and whether any attempt was answered. */
type Visit = (number: number, isOpen: boolean, initiator: number, target: number, service: number) => void;

function forEach(channels: Channels, visit: Visit): void {
  for (let number = 0; number < channels.count; number += 1)
    visit(
      number,
      channels.isAnswered(number),
      channels.word(number, 0),
      channels.word(number, 1),
      channels.word(number, 2),
    );
}

/** Finds the scans and sweeps among the channels. */
export function listProbes(channels: Channels, hash: NumberHash): Probes {
  const pairs = new Groups(thresholds.probing.ports, channels.count, hash);
  const ports = new Groups(thresholds.probing.hosts, channels.count, hash);
  forEach(channels, (_, isOpen, initiator, target, service) => {
    if (isOpen) return;
    if (!isTraceroute(service)) pairs.addFailure(initiator, target, service >>> 16);
    // A datagram without a reply is ordinary: of tunnels, logs, metrics.
    if (isTcp(service)) ports.addFailure(initiator, service, 0);
  });
  if (pairs.none && ports.none) return { scans: [], sweeps: [] };
  forEach(channels, (_, isOpen, initiator, target, service) => {
    if (!isTraceroute(service)) pairs.count(isOpen, initiator, target, service >>> 16);
    if (isTcp(service)) ports.count(isOpen, initiator, service, 0);
  });
  const scans = new Map<number, PortScan>();
  const sweeps = new Map<number, HostSweep>();
  forEach(channels, (number, _, initiator, target, service) => {
    const pair = isTraceroute(service) ? -1 : pairs.notable(initiator, target, service >>> 16);
    const port = isTcp(service) ? ports.notable(initiator, service, 0) : -1;
    if (pair < 0 && port < 0) return;
    const channel = channels.read(number);
    if (pair >= 0) take(scans, pair, channel, () => ({ ...begin(channel), target: channel.target }));
    if (port >= 0) take(sweeps, port, channel, () => ({ ...begin(channel), port: channel.port }));
  });
  return { scans: largest([...scans.values()]), sweeps: largest([...sweeps.values()]) };
}

const isTcp = (service: number): boolean => ((service >>> 16) & 0xff) === tcp;

/** Of both, those with the most failures; one that both have counts as the larger one. */
export function joinProbes(one: Probes, other: Probes): Probes {
  const scanKey = (scan: PortScan) => [scan.version, scan.protocol, scan.initiator, scan.target].join(" ");
  const sweepKey = (sweep: HostSweep) =>
    [sweep.version, sweep.protocol, sweep.initiator, sweep.port].join(" ");
  return {
    scans: joined([...one.scans, ...other.scans], scanKey),
    sweeps: joined([...one.sweeps, ...other.sweeps], sweepKey),
  };
}

function joined<T extends Tried>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const one of largest(all)) if (!byKey.has(keyOf(one))) byKey.set(keyOf(one), one);
  return [...byKey.values()];
}

const largest = <T extends Tried>(all: readonly T[]): T[] =>
  [...all].sort((one, other) => failedOf(other) - failedOf(one)).slice(0, 2 * kept);

const isTraceroute = (service: number): boolean =>
  !isTcp(service) && (service & 0xffff) >= traceroute.first && (service & 0xffff) <= traceroute.last;

const begin = ({ version, protocol, initiator, firstAt, lastAt }: Channel): Tried => ({
  version,
  protocol,
  initiator,
  open: 0,
  refused: 0,
  silent: 0,
  firstAt,
  lastAt,
  evidence: [],
  came: [],
});

function take<T extends Tried>(all: Map<number, T>, group: number, channel: Channel, make: () => T): void {
  const tried = all.get(group) ?? make();
  all.set(group, tried);
  if (channel.answered > 0) tried.open += 1;
  else if (channel.refused > 0) tried.refused += 1;
  else tried.silent += 1;
  tried.firstAt = Math.min(tried.firstAt, channel.firstAt);
  tried.lastAt = Math.max(tried.lastAt, channel.lastAt);
  if (channel.answered > 0 && tried.came.length < evidenceKept) tried.came.push(channel);
  if (tried.evidence.length < evidenceKept) tried.evidence.push(channel);
}
