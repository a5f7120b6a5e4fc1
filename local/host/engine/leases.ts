import { randomUUID } from "node:crypto";
import type { Clock } from "../../environment/clock.ts";
import type { GroupCommit } from "../store/groupCommit.ts";
import type { Store } from "../store/store.ts";

/** The right to work on something alone. It is renewed while the work lasts. */
export interface Lease {
  /** Ends it within a transaction. False when another host has taken over, and the result must be dropped. */
  end(): boolean;
  /** Lets it run out, so that the work comes again. Returns when. */
  lapse(): number;
}

/** Gives the work on an instance or an activity to one host at a time. */
export interface Leases {
  /** Null when another host has it. */
  take(key: string): Promise<Lease | null>;
  /** The keys that nobody may begin now. */
  taken(): ReadonlySet<string>;
  /** When to look for work again; Infinity: never by itself. */
  nextLook(): number;
}

export const instanceKey = (id: string): string => `instance ${id}`;
export const activityKey = (n: number): string => `activity ${n}`;

const own: Lease = { end: () => true, lapse: () => Infinity };

/** For a host that is alone and repeats at once what its predecessor left. */
export const noLeases: Leases = {
  take: () => Promise.resolve(own),
  taken: () => new Set(),
  nextLook: () => Infinity,
};

interface LeaseOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly commits: GroupCommit;
  readonly leaseMs: number;
  /** How often to look for the work of other hosts; null: there are none. */
  readonly pollMs: number | null;
}

/** Leases in the state file, which outlive a host that is killed. */
export function storedLeases({ store, clock, commits, leaseMs, pollMs }: LeaseOptions): Leases {
  const owner = randomUUID();
  const taking = (key: string) => () => store.leases.take(key, owner, clock.now(), clock.now() + leaseMs);
  return {
    async take(key) {
      if (!(await commits.add(taking(key)))) return null;
      let until = clock.now() + leaseMs;
      let cancel: () => void = () => undefined;
      const arm = () => {
        cancel = clock.at(clock.now() + leaseMs / 3, () => {
          until = clock.now() + leaseMs;
          // When this fails, another host may take over, and end() returns false.
          void commits.add(taking(key)).catch(() => false);
          arm();
        });
      };
      arm();
      return {
        end() {
          cancel();
          return store.leases.end(key, owner);
        },
        lapse() {
          cancel();
          return until;
        },
      };
    },
    taken() {
      store.leases.removeOver(clock.now());
      return store.leases.taken(clock.now());
    },
    nextLook() {
      const over = store.leases.nextEnd(clock.now()) ?? Infinity;
      return pollMs === null ? over : Math.min(over, clock.now() + pollMs);
    },
  };
}
