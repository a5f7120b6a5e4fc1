/** Time as the embedded host and simulated Azure see it, in milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Runs `action` once at the moment `when`, or as soon as possible when that has passed; returns its cancel. */
  at(when: number, action: () => void): () => void;
  /** Says that work is under way; returns its release. A virtual clock stands still while anything holds it. */
  hold(): () => void;
}

/** The longest delay that setTimeout takes; beyond it Node fires at once. */
const longestDelay = 2 ** 31 - 1;

/** The machine's own clock. */
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
