import { createRandom } from "../traffic/random.ts";

/** How long the parts of simulated Azure take, in milliseconds; each call is one operation's time. */
export interface Latencies {
  /** From the PUT of a capture to its provisioning state `Succeeded`. */
  readonly createCapture: () => number;
  /** From the PUT of a capture to its first packet. */
  readonly startCapture: () => number;
  /** From a query of a running capture's status to its answer. */
  readonly queryStatus: () => number;
  /** From a question about a flow to its answer; 0: it is answered at once. */
  readonly askNetwork: () => number;
  /** From a question about what is in force at a network interface to its answer. */
  readonly askInterface: () => number;
  readonly stopCapture: () => number;
  readonly deleteCapture: () => number;
  readonly installExtension: () => number;
}

/** Short ones for a person who waits. A status is ready when it is asked for the first time. */
const short: Latencies = {
  createCapture: () => 1_000,
  startCapture: () => 0,
  queryStatus: () => 0,
  askNetwork: () => 0,
  askInterface: () => 0,
  stopCapture: () => 1_000,
  deleteCapture: () => 500,
  installExtension: () => 1_000,
};

/**
 * The times of the real Azure, as recordings of Network Watcher have them; installing an extension takes a
 * minute or more.
 */
function recorded(seed: number): Latencies {
  const random = createRandom(`latencies ${seed}`);
  const between = (from: number, to: number) => () => random.integer(from, to);
  return {
    createCapture: between(9_500, 11_500),
    startCapture: between(1_500, 2_500),
    queryStatus: between(9_500, 11_500),
    // No recording has these two.
    askNetwork: between(1_000, 4_000),
    askInterface: between(4_000, 12_000),
    stopCapture: between(10_000, 20_000),
    deleteCapture: between(10_000, 30_000),
    installExtension: between(60_000, 90_000),
  };
}

/** @param realistic a seed for recorded times; null: short ones */
export const createLatencies = (realistic: number | null): Latencies =>
  realistic === null ? short : recorded(realistic);
