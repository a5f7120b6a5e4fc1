import { useCallback, useEffect, useRef, useState } from "preact/hooks";

/** What was loaded last. */
export interface Fresh<T> {
  /** Null until it has been loaded once; kept while a later load fails. */
  readonly value: T | null;
  /** Why the last load failed; null when it did not. */
  readonly error: Error | null;
  /** Loads now. */
  readonly refresh: () => Promise<void>;
}

/**
 * Loads a value now and again, and never while the page is hidden. The page renders anew only for another
 * object.
 *
 * @param load stays the same function as long as it loads the same
 * @param everyMs how long to wait after a value; null: the last one failed or there is none yet
 */
export function useFresh<T>(load: () => Promise<T>, everyMs: (value: T | null) => number): Fresh<T> {
  const [state, setState] = useState<Pick<Fresh<T>, "value" | "error">>({ value: null, error: null });
  const latest = useRef(everyMs);
  latest.current = everyMs;
  const refresh = useCallback(async () => {
    try {
      const value = await load();
      setState((known) => (known.value === value && known.error === null ? known : { value, error: null }));
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      setState(({ value }) => ({ value, error: failure }));
    }
  }, [load]);
  useEffect(() => {
    let timer = 0;
    let ended = false;
    const turn = async () => {
      window.clearTimeout(timer);
      if (document.hidden) return;
      await refresh();
      // A later render may have ended this effect while it was loading.
      if (!ended) setState((known) => (schedule(latest.current(known.value)), known));
    };
    const schedule = (ms: number) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void turn(), ms);
    };
    const shown = () => void turn();
    document.addEventListener("visibilitychange", shown);
    void turn();
    return () => {
      ended = true;
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, [refresh]);
  return { ...state, refresh };
}
