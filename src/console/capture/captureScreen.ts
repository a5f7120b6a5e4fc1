import { h, type JSX } from "preact";
import { useCallback } from "preact/hooks";
import { Notice } from "../parts/notice.ts";
import { ScreenTitle } from "../parts/screenTitle.ts";
import { useFresh } from "../state/useFresh.ts";
import type { Screen } from "../state/screen.ts";

/** One capture. */
export function CaptureScreen({ id, api }: Screen & { readonly id: string }): JSX.Element {
  const { value, error } = useFresh(
    useCallback(() => api.capture(id), [api, id]),
    ({ status }) => (status === "running" || status === "pending" ? 2000 : 60_000),
  );
  return h(
    "div",
    null,
    h(ScreenTitle, { title: `Capture ${id}` }),
    error !== null && h(Notice, { tone: "bad" }, error.message),
    value !== null && h("pre", null, JSON.stringify(value, null, 2)),
  );
}
