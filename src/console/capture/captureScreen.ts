import { h, type JSX } from "preact";
import { useCallback, useRef } from "preact/hooks";
import { ApiError } from "../http/apiError.ts";
import { Notice } from "../parts/notice.ts";
import { ScreenTitle } from "../parts/screenTitle.ts";
import { route } from "../state/route.ts";
import { useFresh } from "../state/useFresh.ts";
import { CaptureContent } from "./captureContent.ts";
import { isUnderWay } from "./isUnderWay.ts";
import { sharedWith } from "./sharedWith.ts";
import type { CaptureView } from "../../api/captureView.ts";
import type { Screen } from "../state/screen.ts";

const pace = { underWayMs: 2000, endedMs: 60_000 };

/** One capture: followed while it runs, then read, stopped, downloaded, started again. */
export function CaptureScreen({ id, api, viewer }: Screen & { readonly id: string }): JSX.Element {
  const known = useRef<CaptureView | null>(null);
  const load = useCallback(async () => {
    known.current = sharedWith(known.current, await api.capture(id));
    return known.current;
  }, [api, id]);
  const { value, error, refresh } = useFresh(load, (view) =>
    isUnderWay(view) ? pace.underWayMs : pace.endedMs,
  );
  return h(
    "div",
    { class: "capture" },
    h("p", { class: "back" }, h("a", { href: route.list() }, "← All captures")),
    error !== null &&
      value !== null &&
      h(Notice, { tone: "warning" }, `${error.message} Shown as it was last known.`),
    value === null
      ? h(Pending, { id, error })
      : h(CaptureContent, { view: value, api, viewer, onStopped: () => void refresh() }),
  );
}

/** Before the first answer, or instead of it. */
function Pending({ id, error }: { readonly id: string; readonly error: Error | null }): JSX.Element {
  if (error instanceof ApiError && error.status === 404)
    return h(
      "div",
      { class: "panel" },
      h(ScreenTitle, { title: "There is no such capture" }),
      h("p", null, "Nothing is known of ", h("code", null, id), ". Its history may have been purged."),
    );
  return h(
    "div",
    { class: "panel" },
    h(ScreenTitle, { title: "Capture" }),
    error === null ? h("p", null, "Loading…") : h(Notice, { tone: "bad" }, error.message),
  );
}
