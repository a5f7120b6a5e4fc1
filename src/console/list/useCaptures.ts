import { useMemo, useState } from "preact/hooks";
import { useFresh, type Fresh } from "../state/useFresh.ts";
import { keptItems } from "./keptItems.ts";
import type { CaptureList } from "../../api/captureList.ts";
import type { Api } from "../api/api.ts";

const [few, most] = [200, 1000];

interface Captures extends Fresh<CaptureList> {
  /** Asks for as many as the app gives; null when that is done. */
  readonly more: (() => void) | null;
}

const runsSomething = ({ captures }: CaptureList): boolean =>
  captures.some(({ state }) => state === "running");

/** The newest captures: every ten seconds while one runs, and once a minute otherwise. */
export function useCaptures(api: Api): Captures {
  const [top, setTop] = useState(few);
  const load = useMemo(() => {
    let known: CaptureList | null = null;
    return async () => {
      known = keptItems(known, await api.list(top));
      return known;
    };
  }, [api, top]);
  const fresh = useFresh(load, (list) => (runsSomething(list) ? 10_000 : 60_000));
  const more = () => {
    setTop(most);
  };
  return { ...fresh, more: top === most ? null : more };
}
