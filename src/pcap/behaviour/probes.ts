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

/** Groups of channels: their numbers, and how many of each failed and were open. */
class Groups {
  readonly index: KeyIndex;
  readonly failed: Uint32Array;
  readonly open: Uint32Array;
  readonly of: Int32Array;

  constructor(count: number, hash: NumberHash) {
    this.index = new KeyIndex(count, hash);
    this.failed = new Uint32Array(count);
    this.open = new Uint32Array(count);
    this.of = new Int32Array(count).fill(-1);
  }

  add(channel: number, isOpen: boolean, first: number, second: number, third: number): void {
    const group = this.index.place(first, second, third);
    this.of[channel] = group;
    if (group < 0) return;
    const counts = isOpen ? this.open : this.failed;
    counts[group] = (counts[group] ?? 0) + 1;
  }

  /** Whether a group of a channel has so many failures, and a large enough share of them. */
  isNotable(channel: number, least: number): boolean {
    const group = this.of[channel] ?? -1;
    if (group < 0) return false;
    const failed = this.failed[group] ?? 0;
    return failed >= least && failed >= (failed + (this.open[group] ?? 0)) * thresholds.probing.failedShare;
  }
}

/** Finds the scans and sweeps among the channels. */
export function listProbes(channels: Channels, hash: NumberHash): Probes {
  const { count } = channels;
  const pairs = new Groups(count, hash);
  const ports = new Groups(count, hash);
  for (let number = 0; number < count; number += 1) {
    const [initiator, target, service] = [0, 1, 2].map((word) => channels.word(number, word));
    const isOpen = channels.bestOutcome(number) === "open";
    if (!isTraceroute(service ?? 0))
      pairs.add(number, isOpen, initiator ?? 0, target ?? 0, (service ?? 0) >>> 16);
    // A datagram without a reply is ordinary: of tunnels, logs, metrics.
    if (((service ?? 0) >>> 16) % 256 === tcp) ports.add(number, isOpen, initiator ?? 0, service ?? 0, 0);
  }
  const scans = new Map<number, PortScan>();
  const sweeps = new Map<number, HostSweep>();
  for (let number = 0; number < count; number += 1) {
    if (pairs.isNotable(number, thresholds.probing.ports)) {
      const channel = channels.read(number);
      take(scans, pairs.of[number] ?? 0, channel, () => ({ ...begin(channel), target: channel.target }));
    }
    if (ports.isNotable(number, thresholds.probing.hosts)) {
      const channel = channels.read(number);
      take(sweeps, ports.of[number] ?? 0, channel, () => ({ ...begin(channel), port: channel.port }));
    }
  }
  return { scans: largest([...scans.values()]), sweeps: largest([...sweeps.values()]) };
}

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
  (service >>> 16) % 256 !== tcp &&
  (service & 0xffff) >= traceroute.first &&
  (service & 0xffff) <= traceroute.last;

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
