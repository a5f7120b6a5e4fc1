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
  /** Renews nothing more: what still runs is abandoned. */
  stop(): void;
}

export const instanceKey = (id: string): string => `instance ${id}`;
export const activityKey = (n: number): string => `activity ${n}`;

const own: Lease = { end: () => true, lapse: () => Infinity };

/** For a host that is alone and repeats at once what its predecessor left. */
export const noLeases: Leases = {
  take: () => Promise.resolve(own),
  taken: () => new Set(),
  nextLook: () => Infinity,
  stop: () => undefined,
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
  const renewals = new Set<() => void>();
  const take = (key: string) =>
    commits.add(() => store.leases.take(key, owner, clock.now(), clock.now() + leaseMs));
  return {
    async take(key) {
      if (!(await take(key))) return null;
      let until = clock.now() + leaseMs;
      const stop = repeated(clock, leaseMs / 3, () => {
        until = clock.now() + leaseMs;
        // When this fails, another host may take over, and end() returns false.
        void take(key).catch(() => false);
      });
      renewals.add(stop);
      const over = () => {
        stop();
        renewals.delete(stop);
      };
      return {
        end() {
          over();
          return store.leases.end(key, owner);
        },
        lapse() {
          over();
          return until;
        },
      };
    },
    taken: () => takenIn(store, clock.now()),
    nextLook() {
      const over = store.leases.nextEnd(clock.now()) ?? Infinity;
      return pollMs === null ? over : Math.min(over, clock.now() + pollMs);
    },
    stop() {
      for (const stop of renewals) stop();
    },
  };
}

function takenIn({ leases }: Store, now: number): ReadonlySet<string> {
  leases.removeOver(now);
  return leases.taken(now);
}

/** Runs `action` every `intervalMs`. Returns a function that stops it. */
function repeated(clock: Clock, intervalMs: number, action: () => void): () => void {
  let cancel: () => void;
  const arm = () => {
    cancel = clock.at(clock.now() + intervalMs, () => {
      action();
      arm();
    });
  };
  arm();
  return () => {
    cancel();
  };
}
