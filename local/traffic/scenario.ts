import type { Random } from "./random.ts";
import type { PacketSequence, SimulatedPacket } from "./simulatedPacket.ts";
import type { VmHost } from "./vmHost.ts";

/** The VM, the time and the randomness of a scenario. */
export interface Scene {
  readonly random: Random;
  readonly vm: VmHost;
  /** Microseconds since the epoch. */
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Traffic of a VM. It yields packets in any order, also ones outside the scene's time. */
export type Scenario = (scene: Scene) => PacketSequence;

/** Several scenarios at once, each with its own random stream. */
export const together = (parts: Readonly<Record<string, Scenario>>): Scenario =>
  function* (scene) {
    for (const [name, scenario] of Object.entries(parts))
      yield* scenario({ ...scene, random: scene.random.part(name) });
  };

/** A scenario's packets within the scene's time, in order. */
export function play(scenario: Scenario, scene: Scene): SimulatedPacket[] {
  const within = ({ at }: SimulatedPacket) => at >= scene.startsAt && at <= scene.endsAt;
  return [...scenario(scene)].filter(within).sort((one, other) => one.at - other.at);
}

/** Times of a repeating event, about `every` microseconds apart, or further apart to stay below `most`. */
export function* repeatedTimes({ random, startsAt, endsAt }: Scene, every: number, most: number) {
  const duration = endsAt - startsAt;
  const gap = Math.max(every, Math.ceil(duration / most));
  let at = startsAt + random.integer(0, Math.floor(Math.min(gap, duration * 0.6)));
  for (; at <= endsAt; at += random.integer(Math.floor(gap * 0.8), Math.ceil(gap * 1.2))) yield at;
}

/**
 * How many events a capture of this many microseconds has if one of five seconds has `inFiveSeconds`. Long
 * captures are thinned out; their files would be huge otherwise.
 */
export function thinned(inFiveSeconds: number, most: number, duration: number): number {
  const fives = duration / seconds(5);
  return Math.min(most, Math.ceil(inFiveSeconds * (fives < 1 ? fives : Math.cbrt(fives))));
}

export const seconds = (count: number): number => count * 1_000_000;
