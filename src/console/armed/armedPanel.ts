import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { Badge } from "../parts/badge.ts";
import { Moment } from "../parts/time/moment.ts";
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

const Table = ({ rows, timeZone }: TableProps): JSX.Element =>
  h(
    "table",
    { "aria-labelledby": "armed" },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        ["VM", "Ring of packets", "Since"].map((name) => h("th", { key: name, scope: "col" }, name)),
      ),
    ),
    h(
      "tbody",
      null,
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
    null,
    h("th", { scope: "row", title: row.vmId }, row.name),
    h("td", null, h(Badge, { tone: row.tone }, row.word), " ", row.text),
    h("td", null, h(Moment, { at: row.since, timeZone })),
  );
