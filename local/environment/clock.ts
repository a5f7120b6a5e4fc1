/** The time of the embedded host and of simulated Azure, in milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Runs `action` once at `when`, or at once when that has passed. Returns a function that cancels it. */
  at(when: number, action: () => void): () => void;
  /** Marks work as running; returns its release. A virtual clock stands still while anything holds it. */
  hold(): () => void;
}

/** The longest delay of setTimeout; Node fires longer ones at once. */
const longestDelay = 2 ** 31 - 1;

/** The machine's clock. */
export const realClock: Clock = {
  now: () => Date.now(),
  at(when, action) {
    let timer: NodeJS.Timeout;
    const arm = () => {
      const delay = when - Date.now();
      timer = setTimeout(delay > longestDelay ? arm : action, Math.min(Math.max(delay, 0), longestDelay));
    };
    arm();
    return () => {
      clearTimeout(timer);
    };
  },
  hold: () => () => undefined,
};
