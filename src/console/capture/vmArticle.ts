import { h, type ComponentChildren, type JSX } from "preact";
import { BlockView } from "./blocks/blockView.ts";
import { SectionView } from "./blocks/sectionView.ts";
import { findingCards } from "./findings/findingCards.ts";
import { FindingList } from "./findings/findingList.ts";
import { TrafficPart } from "./trafficPart.ts";
import type { VmPart } from "./vmParts.ts";

interface VmArticleProps {
  readonly part: VmPart;
  readonly timeZone: string;
  /** The element's id where there are several VMs; null for an only one. */
  readonly elementId: string | null;
  /** Its buttons, where there are several. */
  readonly children?: ComponentChildren;
}

/** All of one VM: its verdict, findings, traffic and capture. */
export function VmArticle({ part, timeZone, elementId, children }: VmArticleProps): JSX.Element {
  const { vm, name, verdict, instances, findings, network, before, traffic, others } = part;
  const summary = vm.summary ?? null;
  const cards = summary === null ? [] : findingCards(summary.findings, findings);
  return h(
    "article",
    { class: "vm", "aria-label": name, ...(elementId === null ? {} : { id: elementId, tabIndex: -1 }) },
    verdict !== null &&
      h(
        SectionView,
        { section: verdict },
        h("div", { class: "blocks" }, ...verdict.blocks.map((block) => h(BlockView, { block }))),
        children !== undefined && h("div", { class: "buttons" }, children),
      ),
    instances !== null && h(SectionView, { section: instances, isRegion: true }),
    findings !== null && h(SectionView, { section: findings }, h(FindingList, { cards })),
    network !== null && h(SectionView, { section: network, isRegion: true }),
    before !== null && h(SectionView, { section: before, isRegion: true }),
    traffic !== null &&
      summary !== null &&
      h(TrafficPart, {
        section: traffic,
        summary,
        timeZone,
        name: elementId === null ? null : name,
      }),
    ...others.map((section) => h(SectionView, { section })),
  );
}
