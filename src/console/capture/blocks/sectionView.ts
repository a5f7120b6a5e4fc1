import { h, type ComponentChildren, type JSX } from "preact";
import { BlockView } from "./blockView.ts";
import type { Section } from "../../../report/section.ts";

interface SectionViewProps {
  readonly section: Section;
  /** Whether it is a landmark, named by its heading. */
  readonly isRegion?: boolean;
  /** Instead of all of the section's blocks. */
  readonly children?: ComponentChildren;
}

/** A section of the email. */
export const SectionView = ({ section, isRegion = false, children }: SectionViewProps): JSX.Element =>
  h(
    "section",
    {
      class: `panel tone-${section.tone}`,
      "aria-label": isRegion ? section.heading : undefined,
    },
    h("h2", null, section.heading),
    children ?? h(BlockList, { blocks: section.blocks }),
  );

/** Blocks in their order. */
const BlockList = ({ blocks }: { readonly blocks: Section["blocks"] }): JSX.Element =>
  h("div", { class: "blocks" }, ...blocks.map((block) => h(BlockView, { block })));
