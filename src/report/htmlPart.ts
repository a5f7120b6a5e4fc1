import { html, type Markup } from "./html.ts";
import { oneLine } from "./oneLine.ts";
import type { Block, Fact, Section } from "./section.ts";

/** Seen on white and on black alike; text and background are left to the reader's own theme. */
const toneColors: Readonly<Record<Section["tone"], string>> = {
  good: "#2e8b57",
  bad: "#d1453b",
  neutral: "#7a7f87",
};

/** The report as HTML that mail clients take: tables, inline styles, nothing to load. */
export function htmlPart(title: string, sections: readonly Section[]): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${title}</title>
      </head>
      <body
        style="margin:0;padding:16px;font-family:'Segoe UI',Helvetica,Arial,sans-serif;font-size:15px;line-height:1.45"
      >
        <table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:720px">
          ${sections.map(sectionRow)}
        </table>
      </body>
    </html> `;
  return page.toString();
}

const sectionRow = ({ heading, tone, blocks }: Section): Markup =>
  html`<tr>
    <td style="padding:0 0 24px 12px;border-left:4px solid ${toneColors[tone]}">
      <h2 style="margin:0 0 8px;font-size:18px">${oneLine(heading)}</h2>
      ${blocks.map(blockMarkup)}
    </td>
  </tr> `;

function blockMarkup(block: Block): Markup {
  switch (block.kind) {
    case "paragraph":
      return html`<p style="margin:0 0 8px">${oneLine(block.text)}</p> `;
    case "facts":
      return html`<table cellpadding="0" cellspacing="0" style="margin:0 0 8px;font-size:14px">
        ${block.facts.map(factRow)}
      </table> `;
    case "command":
      return html`<p style="margin:0 0 8px">
        <code style="font-size:13px;word-break:break-all">${oneLine(block.command)}</code>
      </p> `;
  }
}

const factRow = ({ label, value, href }: Fact): Markup =>
  html`<tr>
    <th align="left" valign="top" style="padding:2px 16px 2px 0;white-space:nowrap">${label}</th>
    <td style="padding:2px 0;word-break:break-word">
      ${href === undefined ? oneLine(value) : link(href, value)}
    </td>
  </tr> `;

const link = (href: string, text: string): Markup => html`<a href="${href}">${oneLine(text)}</a>`;
