import { terminalText } from "../terminal/terminalText.ts";
import type { ListedCapture } from "./listedCapture.ts";

const headings = ["ID", "STATE", "VM", "LEAD", "RULE", "STARTED"] as const;
const gap = 2;
const leadColumn = 3;
const leastLead = 20;
/** "alert-" and eight digits: enough to name a capture in the other commands. */
const idLength = { alert: 14, capture: 16 };

/** Captures as a table of so many columns, newest first; null: as wide as it gets. */
export function captureTable(captures: readonly ListedCapture[], columns: number | null): string {
  const rows = [headings, ...captures.map(cells)];
  const widths = headings.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const fixed = widths.reduce((sum, width, index) => sum + (index === leadColumn ? 0 : width), 0);
  const room = columns === null ? Infinity : columns - fixed - gap * (headings.length - 1);
  if (room < leastLead) return captures.map((capture) => stacked(capture, columns ?? 0)).join("\n\n");
  const lead = Math.min(widths[leadColumn] ?? 0, room);
  return rows
    .map((row) =>
      row
        .map((cell, index) =>
          index === leadColumn ? cut(cell, lead).padEnd(lead) : cell.padEnd(widths[index] ?? 0),
        )
        .join(" ".repeat(gap))
        .trimEnd(),
    )
    .join("\n");
}

function cells(capture: ListedCapture): readonly string[] {
  const [first = "", ...others] = capture.vmNames;
  return [
    shortId(capture.id),
    capture.state,
    others.length === 0 ? first : `${first} +${others.length}`,
    capture.lead,
    capture.rule ?? "on demand",
    minuteText(capture.createdAt),
  ].map(terminalText.line);
}

/** Where a table has no room: a capture over several lines. */
function stacked(capture: ListedCapture, columns: number): string {
  const [id = "", state = "", vm = "", lead = "", rule = "", started = ""] = cells(capture);
  return [`${id} ${state}`, `  ${vm}, ${rule}`, `  ${lead}`, `  ${started}`]
    .map((line) => cut(line, Math.max(columns, 1)))
    .join("\n");
}

const shortId = (id: string): string =>
  id.slice(0, id.startsWith("capture-") ? idLength.capture : idLength.alert);

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}…`;

/** "2026-11-26 14:02Z" */
const minuteText = (time: string | null): string =>
  time === null ? "" : `${time.slice(0, 16).replace("T", " ")}Z`;
