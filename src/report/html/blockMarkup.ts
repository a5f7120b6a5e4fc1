import { barTones } from "../barTones.ts";
import { oneLine } from "../text/oneLine.ts";
import { barsMarkup } from "./barsMarkup.ts";
import { html, type Markup } from "./html.ts";
import { legendMarkup } from "./legendMarkup.ts";
import { prose } from "./prose.ts";
import { tableMarkup } from "./tableMarkup.ts";
import { timelineMarkup } from "./timelineMarkup.ts";
import type { Block, Fact, Link, ListItem } from "../section.ts";

export function blockMarkup(block: Block): Markup {
  switch (block.kind) {
    case "paragraph":
      return html`<p style="margin:0 0 6px">${label(block.label)}${prose(block.text)}</p> `;
    case "facts":
      return html`${title(block.title)}
        <table cellpadding="2" cellspacing="0" style="margin:0 0 8px;font-size:14px">
          ${block.facts.map(factRow)}
        </table> `;
    case "commands":
      return html`${title(block.title)} ${block.lines.map(line)}`;
    case "bars":
      return html`${title(block.title)} ${barsMarkup(block.rows)} ${more(block.more)}
      ${legendMarkup(barTones.ofRows(block.rows))}`;
    case "timeline":
      return html`${title(block.title)} ${timelineMarkup(block)}`;
    case "table":
      return html`${title(block.title)} ${tableMarkup(block)} ${more(block.more)}`;
    case "list":
      return html`${title(block.title)} ${block.items.map(item)} ${more(block.more)}`;
    case "links":
      return html`${title(block.title)}
        <p style="margin:0 0 8px;font-size:14px">${block.links.map(link)}</p> `;
  }
}

const label = (text: string | null): Markup => (text === null ? html`` : html`<b>${prose(text)}:</b> `);

const title = (text: string | null): Markup =>
  text === null
    ? html``
    : html`<h3 style="margin:14px 0 4px;font-size:14px;line-height:1.3">${prose(text)}</h3> `;

const more = (text: string | null): Markup =>
  text === null ? html`` : html`<p style="margin:0 0 8px;font-size:13px">${prose(text)}</p> `;

const item = ({ text, note, links }: ListItem): Markup =>
  html`<p style="margin:0 0 4px;font-size:14px;line-height:1.35">
    ${prose(text)}${note === null ? html`` : html`<br /><span style="font-size:13px">${links?.map(inNote) ?? prose(note)}</span>`}
  </p> `;

/** Without a style of its own: an email may have 500 of them. */
const inNote = ({ label: name, href }: Link, index: number): Markup =>
  html`${index === 0 ? "" : ", "}<a href="${href}">${prose(name)}</a>`;

/** To copy: nothing is glued to it, and nothing in it is changed. */
const line = (text: string): Markup =>
  html`<pre
    style="margin:0 0 8px;padding:6px 8px;border:1px solid #7a7f87;border-radius:3px;white-space:pre-wrap;word-break:break-all"
  ><code style="font-size:13px">${oneLine(text)}</code></pre> `;

const link = ({ label: name, href }: Link): Markup =>
  html`<a href="${href}" style="display:inline-block;padding:4px 14px 4px 0">${oneLine(name)}</a> `;

const factRow = ({ label: name, value, note }: Fact): Markup =>
  html`<tr valign="top">
    <th scope="row" align="left" nowrap>${name}&nbsp;</th>
    <td>${prose(value)}${note === undefined ? html`` : html`<br /><small>${prose(note)}</small>`}</td>
  </tr> `;
