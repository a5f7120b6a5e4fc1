import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { momentText } from "../../wording/momentText.ts";
import { Badge } from "../parts/badge.ts";
import { agoText } from "../parts/time/agoText.ts";
import { useNow } from "../state/useNow.ts";
import { armedCount, armedRows, type ArmedRow } from "./armedRows.ts";
import { useArmed } from "./useArmed.ts";
import type { Screen } from "../state/screen.ts";

/** Rows until the viewer asks for all: those without a ring have more room. */
const few = { any: 4, failed: 8 };

/** The VMs on which a ring of packets is kept; nothing where there are none. */
export function ArmedPanel({ api, viewer }: Screen): JSX.Element | null {
  const { vms, error } = useArmed(api);
  const [isWhole, setWhole] = useState(false);
  if (vms.length === 0) return null;
  const rows = armedRows(vms);
  const failed = rows.filter(({ tone }) => tone === "bad").length;
  const shown = isWhole ? rows : rows.slice(0, Math.max(few.any, Math.min(failed, few.failed)));
  return h(
    "section",
    { class: "panel armed", "aria-labelledby": "armed" },
    h("h2", { id: "armed" }, "Armed VMs"),
    h("p", { class: "count" }, armedCount(vms), error !== null && ` (may be out of date: ${error})`),
    h(Table, { rows: shown, timeZone: viewer.timeZone }),
    shown.length < rows.length &&
      h(
        "button",
        {
          type: "button",
          class: "button small",
          onClick: () => {
            setWhole(true);
          },
        },
        `Show all ${rows.length}`,
      ),
  );
}

interface TableProps {
  readonly rows: readonly ArmedRow[];
  readonly timeZone: string;
}

/** With roles: on a phone its rows are laid out as lines. */
const Table = ({ rows, timeZone }: TableProps): JSX.Element =>
  h(
    "table",
    { role: "table", "aria-labelledby": "armed" },
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        ["VM", "Ring of packets", "Since"].map((name) =>
          h("th", { key: name, role: "columnheader", scope: "col" }, name),
        ),
      ),
    ),
    h(
      "tbody",
      { role: "rowgroup" },
      rows.map((row) => h(Row, { key: row.vmId, row, timeZone })),
    ),
  );

interface RowProps {
  readonly row: ArmedRow;
  readonly timeZone: string;
}

const Row = ({ row, timeZone }: RowProps): JSX.Element =>
  h(
    "tr",
    { role: "row" },
    h("th", { role: "rowheader", scope: "row", title: row.vmId }, row.name),
    h(
      "td",
      { role: "cell" },
      h("div", { class: "ring" }, h(Badge, { tone: row.tone }, row.word), h("span", null, row.text)),
    ),
    h("td", { role: "cell" }, h(Since, { at: row.since, timeZone })),
  );

/** As a distance from now: the table is a compact one. */
function Since({ at, timeZone }: { readonly at: string; readonly timeZone: string }): JSX.Element {
  const now = useNow(30_000);
  return h("time", { dateTime: at, title: momentText(at, timeZone) }, agoText((now - Date.parse(at)) / 1000));
}
