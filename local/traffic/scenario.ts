import type { Random } from "./random.ts";
import type { PacketSequence, SimulatedPacket } from "./simulatedPacket.ts";
import type { VmHost } from "./vmHost.ts";

/** What a scenario plays in. */
export interface Scene {
  readonly random: Random;
  readonly vm: VmHost;
  /** Microseconds since the epoch. */
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Traffic of a VM: yields its packets in any order, those outside the setting's time included. */
export type Scenario = (setting: Scene) => PacketSequence;

/** Several scenarios at once, each with random numbers of its own. */
export const together = (parts: Readonly<Record<string, Scenario>>): Scenario =>
  function* (setting) {
    for (const [name, scenario] of Object.entries(parts))
      yield* scenario({ ...setting, random: setting.random.part(name) });
  };

/** The packets of a scenario as a capture of the setting's time holds them. */
export function play(scenario: Scenario, setting: Scene): SimulatedPacket[] {
  const within = ({ at }: SimulatedPacket) => at >= setting.startsAt && at <= setting.endsAt;
  return [...scenario(setting)].filter(within).sort((one, other) => one.at - other.at);
}

/** Moments of something that repeats: about `every` microseconds, less often where that made more than `most`. */
export function* repeatedTimes({ random, startsAt, endsAt }: Scene, every: number, most: number) {
  const duration = endsAt - startsAt;
  const gap = Math.max(every, Math.ceil(duration / most));
  let at = startsAt + random.integer(0, Math.floor(Math.min(gap, duration * 0.6)));
  for (; at <= endsAt; at += random.integer(Math.floor(gap * 0.8), Math.ceil(gap * 1.2))) yield at;
}

/**
 * How many of something a capture of this many microseconds has, when one of five seconds has `inFiveSeconds`: long
 * captures are thinned out, or their files would be huge.
 */
export function thinned(inFiveSeconds: number, most: number, duration: number): number {
  const fives = duration / seconds(5);
  return Math.min(most, Math.ceil(inFiveSeconds * (fives < 1 ? fives : Math.cbrt(fives))));
}

export const seconds = (count: number): number => count * 1_000_000;
