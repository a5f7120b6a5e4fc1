import { namedScenarios, type ScenarioName } from "./namedScenarios.ts";
import { createRandom } from "./random.ts";
import { play } from "./scenario.ts";
import { ownAddresses, vmHost } from "./vmHost.ts";
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
}

/** Traffic at the VM's network interface, in order of time; the same for the same options. */
export interface VmTraffic {
  readonly packets: readonly SimulatedPacket[];
  readonly vmAddresses: readonly string[];
}

export function vmTraffic({ scenario, seed, vm, startedAt, endedAt }: TrafficOptions): VmTraffic {
  const random = createRandom(seed);
  const host = vmHost(vm.name, vm.address, random.part("vm"));
  const packets = play(namedScenarios[scenario], {
    random,
    vm: host,
    startsAt: Math.round(startedAt * 1000),
    endsAt: Math.round(endedAt * 1000),
  });
  return { packets, vmAddresses: ownAddresses(host) };
}
