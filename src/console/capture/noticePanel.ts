import { h, type JSX } from "preact";
import { BlockView } from "./blocks/blockView.ts";
import type { Section } from "../../report/section.ts";

/** What must be known before the heading of the page, so it has no heading itself. */
export const NoticePanel = ({ section }: { readonly section: Section }): JSX.Element =>
  h(
    "div",
    { class: `panel tone-${section.tone}`, role: "note" },
    h("p", null, h("b", null, section.heading)),
    ...section.blocks.map((block) => h(BlockView, { block })),
  );
