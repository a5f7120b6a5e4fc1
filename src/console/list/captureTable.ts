import { h, type JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { CaptureRow } from "./captureRow.ts";
import type { ListedCapture } from "../../api/captureList.ts";
import type { RowActions } from "./rowActions.ts";

interface Props {
  readonly captures: readonly ListedCapture[];
  readonly timeZone: string;
  readonly actions: RowActions | null;
  /** What the captures were chosen by: another choice begins with its first rows again. */
  readonly choice: string;
}

/** How many rows come at once: more than a screen shows, and little enough for a keystroke. */
const step = 60;

const columns = ["State", "VM", "Finding", "Traffic", "Size", "Fired"];

/** The captures, the first ones at once and the others as the viewer scrolls to them. */
export function CaptureTable({ captures, timeZone, actions, choice }: Props): JSX.Element {
  const [grown, setGrown] = useState({ choice, rows: step });
  const shown = grown.choice === choice ? grown.rows : step;
  const end = useRef<HTMLDivElement>(null);
  const rest = captures.length - shown;
  useEffect(() => {
    if (end.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setGrown({ choice, rows: shown + step });
      },
      { rootMargin: "1200px" },
    );
    observer.observe(end.current);
    return () => {
      observer.disconnect();
    };
  }, [choice, shown, rest > 0]);
  return h(
    "div",
    null,
    h(
      "table",
      { role: "table", class: "captures", "aria-label": "Captures" },
      h(Head, { hasActions: actions !== null }),
      h(
        "tbody",
        { role: "rowgroup" },
        captures
          .slice(0, shown)
          .map((capture) => h(CaptureRow, { key: capture.id, capture, timeZone, actions })),
      ),
    ),
    rest > 0 && h("div", { ref: end, class: "hint" }, `${rest} more below…`),
  );
}

const Head = ({ hasActions }: { readonly hasActions: boolean }): JSX.Element =>
  h(
    "thead",
    { role: "rowgroup" },
    h(
      "tr",
      { role: "row" },
      columns.map((name) => h("th", { key: name, role: "columnheader", scope: "col" }, name)),
      hasActions &&
        h("th", { role: "columnheader", scope: "col" }, h("span", { class: "unseen" }, "Actions")),
    ),
  );
