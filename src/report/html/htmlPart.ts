import { oneLine } from "../text/oneLine.ts";
import { blockMarkup } from "./blockMarkup.ts";
import { headMarkup } from "./headMarkup.ts";
import { html, type Markup } from "./html.ts";
import { preheaderMarkup } from "./preheaderMarkup.ts";
import { prose } from "./prose.ts";
import { toneColors } from "./toneColors.ts";
import type { EmailModel } from "../emailModel.ts";
import type { Section, Tone } from "../section.ts";

/**
 * The report as HTML that mail clients render: tables, inline styles, nothing to load. Text and background
 * follow the reader's theme.
 */
export function htmlPart(title: string, { preheader, notices, head, sections, footer }: EmailModel): string {
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
        style="margin:0;padding:8px 10px;font-family:'Segoe UI',Helvetica,Arial,sans-serif;font-size:15px;line-height:1.4"
      >
        ${preheaderMarkup(preheader)}
        <table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:720px">
          ${notices.map(noticeRow)} ${row(head.tone, headMarkup(head))} ${sections.map(sectionRow)}
        </table>
        <p style="margin:0;font-size:13px">${footer.map((line) => html`${prose(line)}<br />`)}</p>
      </body>
    </html> `;
  return page.toString();
}

/** Long addresses and names break anywhere instead of widening the page. */
const row = (tone: Tone, content: Markup, space = 20): Markup =>
  html`<tr>
      <td
        style="padding:0 0 2px 10px;border-left:4px solid ${toneColors[tone].bar};word-break:break-word;overflow-wrap:anywhere"
      >
        ${content}
      </td>
    </tr>
    <tr>
      <td height="${space}" style="font-size:0;line-height:0">&nbsp;</td>
    </tr> `;

const sectionRow = ({ heading, tone, anchor, blocks }: Section): Markup =>
  row(
    tone,
    html`${anchor === undefined ? html`` : html`<a id="${anchor}" name="${anchor}"></a>`}
      <h2 style="margin:0 0 6px;font-size:18px;line-height:1.3">${prose(heading)}</h2>
      ${blocks.map(blockMarkup)}`,
  );

/** Before the first heading, so it has none itself. */
const noticeRow = ({ heading, tone, blocks }: Section): Markup =>
  row(
    tone,
    html`<p style="margin:0 0 2px"><b>${oneLine(heading)}</b></p>
      ${blocks.map(blockMarkup)}`,
    8,
  );
