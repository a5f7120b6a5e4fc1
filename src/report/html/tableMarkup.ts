import { html, type Markup } from "./html.ts";
import { prose } from "./prose.ts";
import type { Block, Cell, Column } from "../section.ts";

/** Cells without styles of their own: an email may have 200 rows. */
export const tableMarkup = ({ columns, rows }: Extract<Block, { kind: "table" }>): Markup =>
  html`<table cellpadding="3" cellspacing="0" style="margin:0 0 8px;font-size:13px;line-height:1.35">
    <tr>
      ${columns.map(({ name }) => html`<th scope="col" align="left" nowrap>${name}</th>`)}
    </tr>
    ${rows.map((cells) => row(cells, columns))}
  </table> `;

const row = (cells: readonly Cell[], columns: readonly Column[]): Markup =>
  html`<tr valign="top">
    ${cells.map((one, index) => cell(one, columns[index]?.short === true))}
  </tr>`;

function cell({ text, note, href }: Cell, isShort: boolean): Markup {
  if (href !== undefined)
    return html`<th scope="row" align="left" width="25%"><a href="${href}">${prose(text)}</a></th>`;
  if (isShort) return html`<td nowrap>${prose(text)}</td>`;
  return html`<td>${prose(text)}${note == null ? html`` : html`<br />${prose(note)}`}</td>`;
}
