import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Poller, type Loaded } from "./poller.ts";

/** What was loaded last, and how to load it now. */
export interface Fresh<T> extends Loaded<T> {
  readonly refresh: () => Promise<void>;
}

/**
 * Loads a value now and again, never while the page is hidden, and at once when it is shown again. The page
 * renders anew only for another object.
 *
 * @param load stays the same function as long as it loads the same
 * @param everyMs how long to wait after a value
 * @param initial what is known before the first load
 */
export function useFresh<T>(
  load: () => Promise<T>,
  everyMs: (value: T) => number,
  initial: T | null = null,
): Fresh<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ value: initial, error: null });
  const poller = useRef<Poller<T> | null>(null);
  const pace = useRef(everyMs);
  pace.current = everyMs;
  const latest = useRef(loaded);
  latest.current = loaded;
  useEffect(() => {
    const one = new Poller<T>({
      // Another function to load with keeps what is shown until its first value.
      initial: latest.current.value,
      load,
      everyMs: (value) => pace.current(value),
      changed: setLoaded,
      isHidden: () => document.hidden,
      later: (run, ms) => {
        const timer = window.setTimeout(run, ms);
        return () => {
          window.clearTimeout(timer);
        };
      },
    });
    poller.current = one;
    const shown = () => {
      one.wake();
    };
    document.addEventListener("visibilitychange", shown);
    one.wake();
    return () => {
      document.removeEventListener("visibilitychange", shown);
      one.end();
    };
  }, [load]);
  const refresh = useCallback(() => poller.current?.refresh() ?? Promise.resolve(), []);
  return { ...loaded, refresh };
}
