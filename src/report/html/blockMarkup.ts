import { oneLine } from "../text/oneLine.ts";
import { barsMarkup } from "./barsMarkup.ts";
import { html, type Markup } from "./html.ts";
import { timelineMarkup } from "./timelineMarkup.ts";
import type { Block, Fact, Link, ListItem } from "../section.ts";

export function blockMarkup(block: Block): Markup {
  switch (block.kind) {
    case "paragraph":
      return html`<p style="margin:0 0 8px">${oneLine(block.text)}</p> `;
    case "facts":
      return html`${title(block.title)}
        <table cellpadding="0" cellspacing="0" style="margin:0 0 8px;font-size:14px">
          ${block.facts.map(factRow)}
        </table> `;
    case "commands":
      return html`${title(block.title)} ${block.lines.map(line)}`;
    case "bars":
      return html`${title(block.title)} ${barsMarkup(block.rows)} ${more(block.more)}`;
    case "timeline":
      return html`${title(block.title)} ${timelineMarkup(block)}`;
    case "list":
      return html`${title(block.title)} ${block.items.map(item)} ${more(block.more)}`;
    case "links":
      return html`${title(block.title)}
        <p style="margin:0 0 8px;font-size:14px">${block.links.map(link)}</p> `;
  }
}

const title = (text: string | null): Markup =>
  text === null
    ? html``
    : html`<h3 style="margin:14px 0 4px;font-size:14px;line-height:1.3">${oneLine(text)}</h3> `;

const more = (text: string | null): Markup =>
  text === null ? html`` : html`<p style="margin:0 0 8px;font-size:13px">${oneLine(text)}</p> `;

const item = ({ text, note }: ListItem): Markup =>
  html`<p style="margin:0 0 4px;font-size:14px;line-height:1.35">
    ${oneLine(text)}${note === null ? html`` : html`<br /><span style="font-size:13px">${oneLine(note)}</span>`}
  </p> `;

const line = (text: string): Markup =>
  html`<p style="margin:0 0 8px">
    <code style="font-size:13px;word-break:break-all">${oneLine(text)}</code>
  </p> `;

const link = ({ label, href }: Link): Markup =>
  html`<a href="${href}" style="display:inline-block;padding:4px 14px 4px 0">${oneLine(label)}</a> `;

const factRow = ({ label, value, href }: Fact): Markup =>
  html`<tr>
    <th align="left" valign="top" style="padding:2px 12px 2px 0;white-space:nowrap">${label}</th>
    <td style="padding:2px 0">
      ${href === undefined ? oneLine(value) : html`<a href="${href}">${oneLine(value)}</a>`}
    </td>
  </tr> `;
