import { h, type JSX } from "preact";
import { useMemo } from "preact/hooks";
import { BlockView } from "./blocks/blockView.ts";
import { SectionView } from "./blocks/sectionView.ts";
import { TrafficTables } from "./tables/trafficTables.ts";
import { TrafficTimeline } from "./timeline/trafficTimeline.ts";
import { trafficBlocks } from "./trafficBlocks.ts";
import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";
import type { Section } from "../../report/section.ts";

interface TrafficPartProps {
  readonly section: Section;
  readonly summary: CaptureSummary;
  readonly timeZone: string;
  /** Of the VM, where there are several. */
  readonly name: string | null;
}

/** The traffic of a VM: the email's section, with a plot and tables in place of bars and lists. */
export function TrafficPart({ section, summary, timeZone, name }: TrafficPartProps): JSX.Element {
  const { amount, timeline, marks, dns, rest } = useMemo(() => trafficBlocks(section), [section]);
  const label = name === null ? "Traffic over time" : `Traffic over time on ${name}`;
  return h(
    SectionView,
    { section },
    amount.map((block, index) => h(BlockView, { key: index, block })),
    h(TrafficTimeline, { summary, moments: marks, caption: timeline, timeZone, label }),
    h("div", { class: "blocks side-by-side" }, ...rest.map((block) => h(BlockView, { block }))),
    h(TrafficTables, { summary, dns }),
  );
}
