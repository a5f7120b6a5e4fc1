import { html, Markup } from "./html.ts";
import { prose } from "./prose.ts";

/** Characters without a width, so that a list of mails shows nothing of the email behind the preheader. */
const filler = new Markup("&#847;&zwnj;&nbsp;".repeat(40));

/** Hidden in the email; a list of mails shows it beside the subject. */
export const preheaderMarkup = (text: string): Markup =>
  text === ""
    ? html``
    : html`<div
        style="display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px"
        aria-hidden="true"
      >
        ${prose(text)} ${filler}
      </div>`;
