import { blockMarkup } from "./blockMarkup.ts";
import { html, type Markup } from "./html.ts";
import { prose } from "./prose.ts";
import { toneColors } from "./toneColors.ts";
import type { Head } from "../emailModel.ts";
import type { Link } from "../section.ts";

/** The first screen: what a phone shows before any scrolling. */
export const headMarkup = ({ tone, word, origin, joined, heading, before, button, after }: Head): Markup =>
  html`<p style="margin:0 0 6px;font-size:12px;line-height:1.5">
      <span style="background-color:${toneColors[tone].fill};color:#ffffff;padding:1px 6px;border-radius:3px"
        ><b>${prose(word)}</b></span
      >
      ${prose(origin)}${joined === null ? html`` : html`<br />${prose(joined)}`}
    </p>
    <h1 style="margin:0 0 6px;font-size:20px;line-height:1.25">${prose(heading)}</h1>
    ${before.map(blockMarkup)} ${button === null ? html`` : buttonMarkup(button)} ${after.map(blockMarkup)}`;

/** A button made of a table cell, 44 pixels high: a finger hits it, and every mail client draws it. */
const buttonMarkup = ({ label, href }: Link): Markup =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 10px">
    <tr>
      <td bgcolor="#2169c4" style="border-radius:4px">
        <a
          href="${href}"
          style="display:inline-block;padding:12px 22px;font-size:16px;line-height:20px;font-weight:bold;color:#ffffff;text-decoration:none"
          >${prose(label)}</a
        >
      </td>
    </tr>
  </table> `;
