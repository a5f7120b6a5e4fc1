import { oneLine } from "../text/oneLine.ts";
import { blockMarkup } from "./blockMarkup.ts";
import { html, type Markup } from "./html.ts";
import type { Section } from "../section.ts";

/** Visible on white and on black; text and background follow the reader's theme. */
const toneColors: Readonly<Record<Section["tone"], string>> = {
  good: "#2e8b57",
  bad: "#d1453b",
  neutral: "#7a7f87",
};

/** The report as HTML that mail clients render: tables, inline styles, nothing to load. */
export function htmlPart(title: string, sections: readonly Section[]): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${title}</title>
      </head>
      <body
        style="margin:0;padding:12px;font-family:'Segoe UI',Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45"
      >
        <table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:720px">
          ${sections.map(sectionRow)}
        </table>
      </body>
    </html> `;
  return page.toString();
}

/** Long addresses and names break anywhere instead of widening the page. */
const sectionRow = ({ heading, tone, blocks }: Section): Markup =>
  html`<tr>
      <td
        style="padding:0 0 4px 12px;border-left:4px solid ${toneColors[tone]};word-break:break-word;overflow-wrap:anywhere"
      >
        <h2 style="margin:0 0 8px;font-size:18px;line-height:1.3">${oneLine(heading)}</h2>
        ${blocks.map(blockMarkup)}
      </td>
    </tr>
    <tr>
      <td height="20" style="font-size:0;line-height:0">&nbsp;</td>
    </tr> `;
