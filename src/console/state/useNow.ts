import { useEffect, useState } from "preact/hooks";
import { serverClock } from "./serverClock.ts";

/** The app's time in milliseconds, anew every `everyMs`; null keeps it as it is. */
export function useNow(everyMs: number | null): number {
  const [now, setNow] = useState(() => serverClock.now());
  useEffect(() => {
    if (everyMs === null) return undefined;
    const tick = () => {
      if (!document.hidden) setNow(serverClock.now());
    };
    tick();
    const timer = window.setInterval(tick, everyMs);
    document.addEventListener("visibilitychange", tick);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [everyMs]);
  return now;
}
