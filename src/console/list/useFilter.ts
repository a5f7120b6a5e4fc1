import { useEffect, useState } from "preact/hooks";
import { route } from "../state/route.ts";
import type { ListFilter } from "./listFilter.ts";

/** Browsers allow few changes of the address in a short time. */
const settleMs = 300;

/** The filter in use. The address follows it, without an entry in the history for each keystroke. */
export function useFilter(addressed: ListFilter): readonly [ListFilter, (filter: ListFilter) => void] {
  const [filter, setFilter] = useState(addressed);
  useEffect(() => {
    setFilter(addressed);
  }, [addressed]);
  const href = route.list(filter);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      if (route.read(location.hash).screen === "list") history.replaceState(history.state, "", href);
    }, settleMs);
    return () => {
      window.clearTimeout(timer);
    };
  }, [href]);
  return [filter, setFilter];
}
