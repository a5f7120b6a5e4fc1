import { barTones } from "../barTones.ts";
import { barColors } from "./barColors.ts";
import { html, type Markup } from "./html.ts";
import { legendMarkup } from "./legendMarkup.ts";
import { prose } from "./prose.ts";
import type { BarTone, Block, TimelineColumn, TimelineMark } from "../section.ts";

const height = 48;
const markStyle = "font-size:12px;line-height:1.2;white-space:nowrap";
/** From the top: what the VM sent stands on the line. */
const order: readonly BarTone[] = ["other", "received", "sent"];

/** One cell per column, holding cells whose heights show the bytes of each side. */
export function timelineMarkup({ columns, marks, span, note }: Extract<Block, { kind: "timeline" }>): Markup {
  const most = Math.max(...columns.map(({ sent, received, other }) => sent + received + other), 1);
  const tones = barTones.ofColumns(columns);
  const isMarked = (index: number) => marks.some(({ column }) => column === index);
  return html`<table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="1"
      style="table-layout:fixed;font-size:0;border-bottom:1px solid ${barColors.other}"
    >
      ${marks.map((mark) => markRow(mark, columns.length))}
      <tr valign="bottom" height="${height}">
        ${columns.map((bytes, index) => columnMarkup(bytes, most, isMarked(index)))}
      </tr>
    </table>
    ${tones.length > 1 ? legendMarkup(tones) : html``}
    <p style="margin:2px 0 2px;font-size:13px">${prose(span)}</p>
    <p style="margin:0 0 8px;font-size:13px">${prose(note)}</p> `;
}

/** The mark's name in a row of its own, on the side where it has more room. */
function markRow({ label, column }: TimelineMark, columns: number): Markup {
  const isLeft = column > columns / 2;
  const name = html`<td
    colspan="${isLeft ? column : columns - column}"
    align="${isLeft ? "right" : "left"}"
    style="${markStyle}"
  >
    ${isLeft ? `${label} ▼` : `▼ ${label}`}
  </td>`;
  const rest = (count: number) => (count === 0 ? html`` : html`<td colspan="${count}"></td>`);
  return isLeft
    ? html`<tr>
        ${name}${rest(columns - column)}
      </tr> `
    : html`<tr>
        ${rest(column)}${name}
      </tr> `;
}

function columnMarkup(bytes: TimelineColumn, most: number, isMarked: boolean): Markup {
  const cells = order.map((tone) => cell(Math.ceil((bytes[tone] / most) * height), barColors[tone]));
  const drawn = cells.filter((markup) => markup !== null);
  const stack =
    drawn.length === 0
      ? html``
      : html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
          ${drawn}
        </table>`;
  return isMarked
    ? html`<td style="border-left:2px solid ${barColors.other}">${stack}</td>`
    : html`<td>${stack}</td>`;
}

const cell = (pixels: number, color: string): Markup | null =>
  pixels === 0
    ? null
    : html`<tr>
        <td height="${pixels}" bgcolor="${color}"></td>
      </tr>`;
