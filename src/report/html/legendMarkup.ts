import { barColors } from "./barColors.ts";
import { html, type Markup } from "./html.ts";
import type { BarTone } from "../section.ts";

/** What the colors of bars stand for. */
export const legendMarkup = (tones: readonly BarTone[]): Markup =>
  html`<p style="margin:2px 0 8px;font-size:13px">${tones.map(entry)}</p> `;

const entry = (tone: BarTone): Markup =>
  html`<span style="background-color:${barColors[tone]}">&nbsp;&nbsp;&nbsp;</span>&nbsp;${tone} &nbsp; `;
