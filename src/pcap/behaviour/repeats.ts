import { thresholds } from "../findings/thresholds.ts";
import { loginServices } from "./loginServices.ts";
import { dispersionOf, medianOf, regularityOf, type Regularity } from "./regularity.ts";
import type { Channel, Channels } from "./channels.ts";

const kept = 32;
const tcp = 6;
const nanosecondsPerMinute = 60e9;

/** Many short connections of one host to a service that takes passwords, which look alike in size. */
export interface Guesses {
  readonly channel: Channel;
  readonly connections: number;
  /** Median, of both directions. */
  readonly bytes: number;
  /** Whether one connection is so much larger than the others that it is not one more failure. */
  readonly cameThrough: boolean;
}

export interface Beacon extends Regularity {
  readonly channel: Channel;
  readonly connections: number;
}

export interface Repeats {
  readonly guesses: readonly Guesses[];
  readonly beacons: readonly Beacon[];
}

/** Finds the channels whose connections look alike, or come at regular times. */
export function listRepeats(channels: Channels): Repeats {
  const guesses: Guesses[] = [];
  const beacons: Beacon[] = [];
  for (let number = 0; number < channels.count; number += 1) {
    const connections = channels.attempts(number);
    if (connections < thresholds.beacon.starts) continue;
    const channel = channels.read(number);
    if (channel.answered < connections * thresholds.answeredShare) continue;
    const starts = channels.series.of(number);
    const guess = guessesOf(channel, connections, starts);
    const regularity = regularityOf(starts);
    if (guess !== null) guesses.push(guess);
    if (regularity !== null) beacons.push({ ...regularity, channel, connections });
  }
  return trimmed({ guesses, beacons });
}

/** Of both, the largest; a channel that both have counts as the larger one. */
export const joinRepeats = (one: Repeats, other: Repeats): Repeats =>
  trimmed({
    guesses: [...one.guesses, ...other.guesses],
    beacons: [...one.beacons, ...other.beacons],
  });

const trimmed = ({ guesses, beacons }: Repeats): Repeats => ({
  guesses: largest(guesses, ({ connections }) => connections),
  beacons: largest(beacons, ({ score }) => score),
});

function largest<T extends { readonly channel: Channel }>(all: readonly T[], size: (one: T) => number): T[] {
  const byKey = new Map<string, T>();
  for (const one of [...all].sort((first, second) => size(second) - size(first))) {
    const { version, protocol, initiator, target, port } = one.channel;
    const key = [version, protocol, initiator, target, port].join(" ");
    if (!byKey.has(key) && byKey.size < kept) byKey.set(key, one);
  }
  return [...byKey.values()];
}

function guessesOf(
  channel: Channel,
  connections: number,
  starts: readonly { readonly at: number; readonly bytes: number }[],
): Guesses | null {
  const { guessing } = thresholds;
  const { port, protocol, largest: most } = channel;
  if (protocol !== tcp || !loginServices.has(port) || connections < guessing.connections) return null;
  const sizes = starts.map(({ bytes }) => bytes);
  const bytes = medianOf(sizes);
  const minutes = (channel.lastAt - channel.firstAt) / nanosecondsPerMinute;
  const isFast = connections >= minutes * guessing.perMinute;
  const isAlike = dispersionOf(sizes) <= guessing.dispersion;
  if (!isFast || !isAlike || bytes < guessing.leastBytes || bytes > guessing.mostBytes) return null;
  return { channel, connections, bytes, cameThrough: most.bytes >= bytes * guessing.largerBy };
}
