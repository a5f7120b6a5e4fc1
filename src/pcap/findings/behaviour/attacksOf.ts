import { floodedTargets } from "./synFlood.ts";
import type { FinderInput } from "../finder.ts";

/** Which failures belong to a scan, a sweep or a flood, which has a finding of its own. */
export interface Attacks {
  /** Whether this host's attempts to use this service are a part of one. */
  includes(version: number, initiator: number, target: number, port: number): boolean;
}

/** The scans, sweeps and floods of a capture: whoever reports failed connections leaves theirs out. */
export function attacksOf({ behaviour }: Pick<FinderInput, "behaviour">): Attacks {
  const { scans, sweeps } = behaviour.suspects;
  const keys = new Set([
    ...scans.map(({ version, initiator, target }) => `scan ${version} ${initiator} ${target}`),
    ...sweeps.map(({ version, initiator, port }) => `sweep ${version} ${initiator} ${port}`),
    ...floodedTargets({ behaviour }).map(
      ({ version, address, port }) => `flood ${version} ${address} ${port}`,
    ),
  ]);
  return {
    includes: (version, initiator, target, port) =>
      keys.has(`scan ${version} ${initiator} ${target}`) ||
      keys.has(`sweep ${version} ${initiator} ${port}`) ||
      keys.has(`flood ${version} ${target} ${port}`),
  };
}
