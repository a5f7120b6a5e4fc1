import { namedScenarios } from "../namedScenarios.ts";
import { obeying } from "../network/obeying.ts";
import { createRandom } from "../random.ts";
import { seconds, together, type Scenario } from "../scenario.ts";
import { ownAddresses, vmHost, type VmHost } from "../vmHost.ts";
import { longConversation } from "./longConversation.ts";
import type { VmNetwork } from "../network/vmNetwork.ts";
import type { SimulatedPacket } from "../simulatedPacket.ts";
import type { TrafficPlan } from "./trafficPlan.ts";

/**
 * Each period is played by a scenario as a capture of this length, which scenarios thin out: the busiest
 * leave some tens of packets a second on average.
 */
export const periodMs = 600_000;
const periodMicroseconds = periodMs * 1_000;
/** So long its conversations may go on afterwards. */
const longestRest = seconds(60);

interface TimelineOptions {
  /** The VM's id. */
  readonly seed: string;
  readonly vm: { readonly name: string; readonly address: string };
  /** At least one, the oldest first; that one also holds for the time before it. */
  readonly plans: readonly TrafficPlan[];
  /** Parts whose packets are kept in memory; a packet is the same object for as long as its part is kept. */
  readonly remembered?: number;
}

/** What a scenario plays once; times in microseconds. */
interface Part {
  readonly name: string;
  readonly scenario: Scenario;
  /** What its packets meet: as it is when the part begins. */
  readonly network: VmNetwork | null;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Packets up to here belong to it. */
  readonly until: number;
}

/**
 * The traffic of a VM at any time, whoever records it: the same packets at the same moment. It is made when
 * it is asked for. A conversation goes on over the end of its period, into the next one.
 */
export class VmTimeline {
  readonly vmAddresses: readonly string[];
  readonly #options: Required<TimelineOptions>;
  readonly #host: VmHost;
  readonly #played = new Map<string, readonly SimulatedPacket[]>();

  constructor(options: TimelineOptions) {
    this.#options = { remembered: 3, ...options };
    const { seed, vm } = options;
    this.#host = vmHost(vm.name, vm.address, createRandom(seed).part("vm"));
    this.vmAddresses = ownAddresses(this.#host);
  }

  /** The packets from one moment to another, both included, in order; microseconds since the epoch. */
  between(from: number, until: number): SimulatedPacket[] {
    return this.#parts(from, until)
      .flatMap((part) => this.#play(part).filter(({ at }) => at >= from && at <= until))
      .sort((one, other) => one.at - other.at);
  }

  /** Those that may have packets there, always in the same order. */
  #parts(from: number, until: number): Part[] {
    const parts: Part[] = [];
    const last = Math.floor(until / periodMicroseconds);
    for (let period = Math.floor(from / periodMicroseconds) - 1; period <= last; period += 1)
      parts.push(this.#period(period));
    return [...parts, ...this.#incidents()].filter((part) => part.startsAt <= until && part.until >= from);
  }

  #period(period: number): Part {
    const startsAt = period * periodMicroseconds;
    const plan = this.#planAt(period * periodMs);
    const usual = namedScenarios[plan.traffic];
    const broker = longConversation(this.#options.seed);
    return {
      name: `${period}`,
      scenario: together({ usual, broker }),
      network: plan.network ?? null,
      startsAt,
      endsAt: startsAt + periodMicroseconds - 1,
      until: startsAt + periodMicroseconds + longestRest,
    };
  }

  /** Each as it stands in the plan that is in force when it begins. */
  #incidents(): Part[] {
    return this.#options.plans.flatMap((plan) =>
      plan.incidents
        .filter(({ from }) => this.#planAt(from) === plan)
        .map(({ traffic, from, until }) => ({
          name: `${traffic} ${from} ${until}`,
          scenario: namedScenarios[traffic],
          network: plan.network ?? null,
          startsAt: from * 1_000,
          endsAt: until * 1_000,
          until: until * 1_000,
        })),
    );
  }

  #planAt(time: number): TrafficPlan {
    const { plans } = this.#options;
    const plan = plans.findLast(({ since }) => since <= time) ?? plans[0];
    if (plan === undefined) throw new Error("A timeline needs a plan.");
    return plan;
  }

  #play({ name, scenario, network, startsAt, endsAt, until }: Part): readonly SimulatedPacket[] {
    const known = this.#played.get(name);
    if (known !== undefined) return known;
    const random = createRandom(`${this.#options.seed} ${name}`);
    const scene = { random, vm: this.#host, startsAt, endsAt };
    const played = obeying([...scenario(scene)], network, this.vmAddresses);
    const packets = played.filter(({ at }) => at >= startsAt && at <= until);
    this.#played.set(name, packets);
    for (const oldest of this.#played.keys()) {
      if (this.#played.size <= this.#options.remembered) break;
      this.#played.delete(oldest);
    }
    return packets;
  }
}
