import { barColors } from "./barColors.ts";
import { html, type Markup } from "./html.ts";
import { prose } from "./prose.ts";
import type { BarRow } from "../section.ts";

/** Bars made of table cells, which need no images and render in every mail client. */
export const barsMarkup = (rows: readonly BarRow[]): Markup =>
  html`<table
    role="presentation"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    style="font-size:14px;line-height:1.35"
  >
    ${rows.map(row)}
  </table> `;

const row = ({ label, parts, value, note }: BarRow): Markup =>
  html`<tr>
      <td style="padding:4px 8px 2px 0">${prose(label)}</td>
      <td align="right" valign="top" style="padding:4px 0 2px;white-space:nowrap"><b>${prose(value)}</b></td>
    </tr>
    <tr>
      <td colspan="2">
        <table
          role="presentation"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          style="border:1px solid ${barColors.other}"
        >
          <tr>
            ${stretches(parts)}
          </tr>
        </table>
      </td>
    </tr>
    ${
      note === null
        ? html``
        : html`<tr>
            <td colspan="2" style="padding:1px 0 4px;font-size:13px">${prose(note)}</td>
          </tr>`
    } `;

/** Whole percents, at least 1 for any share above 0 so that it shows. */
function stretches(parts: BarRow["parts"]): readonly Markup[] {
  const percents = parts.map(({ share }) => (share > 0 ? Math.max(Math.round(share * 100), 1) : 0));
  const rest = Math.max(100 - percents.reduce((sum, percent) => sum + percent, 0), 0);
  const cells = parts.map(({ tone }, index) => cell(percents[index] ?? 0, barColors[tone]));
  return [...cells.filter((markup) => markup !== null), ...(rest === 0 ? [] : [cell(rest, null) ?? html``])];
}

function cell(percent: number, color: string | null): Markup | null {
  if (percent === 0) return null;
  const style = "font-size:0;line-height:0";
  return color === null
    ? html`<td width="${percent}%" height="9" style="${style}">&nbsp;</td>`
    : html`<td width="${percent}%" height="9" bgcolor="${color}" style="${style}">&nbsp;</td>`;
}
