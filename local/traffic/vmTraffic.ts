import { namedScenarios, type ScenarioName } from "./namedScenarios.ts";
import { obeying } from "./network/obeying.ts";
import { createRandom } from "./random.ts";
import { play } from "./scenario.ts";
import { ownAddresses, vmHost } from "./vmHost.ts";
import type { VmNetwork } from "./network/vmNetwork.ts";
import type { SimulatedPacket } from "./simulatedPacket.ts";

interface TrafficOptions {
  readonly scenario: ScenarioName;
  readonly seed: string;
  readonly vm: {
    readonly name: string;
    /** IPv4. */
    readonly address: string;
  };
  /** Milliseconds since the epoch, like `endedAt`. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** What its packets meet; null: nothing stands in their way. */
  readonly network?: VmNetwork | null;
}

/** Traffic at the VM's network interface, in order of time; the same for the same options. */
export interface VmTraffic {
  readonly packets: readonly SimulatedPacket[];
  readonly vmAddresses: readonly string[];
}

export function vmTraffic(options: TrafficOptions): VmTraffic {
  const { scenario, seed, vm, startedAt, endedAt, network = null } = options;
  const random = createRandom(seed);
  const host = vmHost(vm.name, vm.address, random.part("vm"));
  const endsAt = Math.round(endedAt * 1000);
  const scene = { random, vm: host, startsAt: Math.round(startedAt * 1000), endsAt };
  const vmAddresses = ownAddresses(host);
  const packets = obeying(play(namedScenarios[scenario], scene), network, vmAddresses);
  return { packets: packets.filter(({ at }) => at <= endsAt), vmAddresses };
}
