import { h, type JSX } from "preact";
import { useMemo } from "preact/hooks";
import { many } from "../../wording/many.ts";
import { EmptyState } from "../parts/emptyState.ts";
import { CaptureTable } from "./captureTable.ts";
import { FilterBar } from "./filterBar.ts";
import { listFilter, type ListFilter } from "./listFilter.ts";
import { matches } from "./matches.ts";
import { useFilter } from "./useFilter.ts";
import type { CaptureList } from "../../api/captureList.ts";
import type { RowActions } from "./rowActions.ts";

interface Props {
  readonly list: CaptureList;
  readonly timeZone: string;
  /** As the address has it. */
  readonly addressed: ListFilter;
  readonly actions: RowActions | null;
  /** Null when all are asked for already. */
  readonly onMore: (() => void) | null;
}

/** The captures that there are, and those of them that the viewer looks for. */
export function Found({ list, timeZone, addressed, actions, onMore }: Props): JSX.Element {
  const [filter, setFilter] = useFilter(addressed);
  const { captures, truncated } = list;
  const shown = useMemo(() => captures.filter((capture) => matches(capture, filter)), [captures, filter]);
  const isWhole = listFilter.isNone(filter);
  const count = isWhole
    ? many(captures.length, "capture")
    : `${shown.length.toLocaleString("en-US")} of ${many(captures.length, "capture")}`;
  return h(
    "div",
    null,
    h(FilterBar, { filter, onFilter: setFilter }),
    h(
      "p",
      { class: "count", role: "status" },
      `${count} ${truncated ? "(the newest ones)" : "of the last 7 days"}`,
    ),
    shown.length === 0
      ? h(
          EmptyState,
          { title: "No capture matches the filter" },
          h(
            "button",
            {
              type: "button",
              class: "button",
              onClick: () => {
                setFilter(listFilter.none);
              },
            },
            "Clear the filter",
          ),
        )
      : h(CaptureTable, { choice: listFilter.write(filter), captures: shown, timeZone, actions }),
    truncated && h(More, { onMore }),
  );
}

const More = ({ onMore }: Pick<Props, "onMore">): JSX.Element =>
  h(
    "p",
    { class: "more" },
    onMore === null
      ? "Older captures are not shown here: GET /api/captures?since= has them."
      : h("button", { type: "button", class: "button", onClick: onMore }, "Show more"),
  );
