import { oneLine } from "../text/oneLine.ts";
import { barColors } from "./barColors.ts";
import { html, type Markup } from "./html.ts";
import type { Block } from "../section.ts";

const height = 48;

/** One cell per column, holding a cell whose height shows the bytes. */
export function timelineMarkup({ columns, span }: Extract<Block, { kind: "timeline" }>): Markup {
  const most = Math.max(...columns, 1);
  const width = Math.floor(100 / columns.length);
  return html`<table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      style="table-layout:fixed;border-bottom:1px solid ${barColors.other}"
    >
      <tr>
        ${columns.map((bytes) => column(Math.ceil((bytes / most) * height), width))}
      </tr>
    </table>
    <p style="margin:2px 0 8px;font-size:13px">${oneLine(span)}</p> `;
}

const column = (pixels: number, width: number): Markup =>
  html`<td width="${width}%" height="${height}" valign="bottom" style="padding-right:1px">
    ${
      pixels === 0
        ? html``
        : html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
            <tr>
              <td height="${pixels}" bgcolor="${barColors.sent}" style="font-size:0;line-height:0">&nbsp;</td>
            </tr>
          </table>`
    }
  </td> `;
