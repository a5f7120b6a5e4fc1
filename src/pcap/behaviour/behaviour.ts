import { ipProtocol } from "../protocols/ipProtocol.ts";
import { Attempt } from "./attempt.ts";
import { Broadcasts } from "./broadcasts.ts";
import { Channels } from "./channels.ts";
import { FloodTargets } from "./floodTargets.ts";
import { joinProbes, listProbes, type Probes } from "./probes.ts";
import { joinRepeats, listRepeats, type Repeats } from "./repeats.ts";
import type { Flow } from "../flows/flow.ts";
import type { AddressTable } from "../tables/addressTable.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

export interface Suspects extends Probes, Repeats {
  /** Whether there was more traffic than fits in memory, so that counts are lower bounds. */
  readonly partial: boolean;
}

/**
 * Watches who tries to use which services, and how often. It takes each flow once. When its memory is full,
 * it keeps what is suspicious by then, and begins anew.
 */
export class Behaviour {
  readonly floods: FloodTargets;
  readonly broadcasts: Broadcasts;
  readonly #channels: Channels;
  readonly #attempt = new Attempt();
  readonly #hash: NumberHash;
  #earlier: (Probes & Repeats) | null = null;
  #suspects: Suspects | null = null;

  /** @param capacity channels that are told apart at a time */
  constructor(capacity: number, addresses: AddressTable, hash: NumberHash) {
    this.#hash = hash;
    this.floods = new FloodTargets(hash);
    this.broadcasts = new Broadcasts(addresses, hash);
    this.#channels = new Channels(capacity, hash);
  }

  add(flow: Flow): void {
    const attempt = this.#attempt;
    this.broadcasts.add(flow);
    if (!attempt.read(flow)) return;
    if (this.#channels.full) {
      this.#earlier = this.#judge();
      this.#channels.clear();
    }
    this.#channels.add(attempt);
    if (attempt.protocol === ipProtocol.tcp) this.floods.add(attempt);
  }

  /** What all flows show, once they were added. */
  get suspects(): Suspects {
    this.#suspects ??= { ...this.#judge(), partial: this.#earlier !== null || this.floods.dropped };
    return this.#suspects;
  }

  #judge(): Probes & Repeats {
    const probes = listProbes(this.#channels, this.#hash);
    const repeats = listRepeats(this.#channels);
    const earlier = this.#earlier;
    if (earlier === null) return { ...probes, ...repeats };
    return { ...joinProbes(earlier, probes), ...joinRepeats(earlier, repeats) };
  }
}
