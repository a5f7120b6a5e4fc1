import { useEffect } from "preact/hooks";

const retryMs = 10_000;

/** Tries again and again while it is needed, but never while the page is hidden. */
export function useRetry(needed: boolean, retry: () => Promise<void>): void {
  useEffect(() => {
    if (!needed) return undefined;
    const turn = () => {
      if (!document.hidden) void retry();
    };
    const timer = window.setInterval(turn, retryMs);
    document.addEventListener("visibilitychange", turn);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", turn);
    };
  }, [needed, retry]);
}
