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

/** What the list showed last: it is there at once for a viewer who comes back from a capture. */
const shown = new WeakMap<Api, { readonly top: number; readonly list: CaptureList }>();

/** The newest captures: every ten seconds while one runs, and once a minute otherwise. */
export function useCaptures(api: Api): Captures {
  const before = shown.get(api);
  const [top, setTop] = useState(before?.top ?? few);
  const load = useMemo(
    () => async () => {
      const list = keptItems(shown.get(api)?.list ?? null, await api.list(top));
      shown.set(api, { top, list });
      return list;
    },
    [api, top],
  );
  const pace = (list: CaptureList) => (runsSomething(list) ? 10_000 : 60_000);
  const fresh = useFresh(load, pace, before?.list ?? null);
  const more = () => {
    setTop(most);
  };
  return { ...fresh, more: top === most ? null : more };
}
