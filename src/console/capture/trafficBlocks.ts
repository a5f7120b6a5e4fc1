import type { Block, Section, TimelineMark } from "../../report/section.ts";

/** What the page shows as sortable tables. */
const asTables = /^(?:Top peers|Top talkers|Top conversations|DNS:|TLS servers)/;

/** A section about traffic, taken apart. */
export interface TrafficBlocks {
  /** How much traffic there was. */
  readonly amount: readonly Block[];
  /** The timeline in words, as the email has it below its bars. */
  readonly timeline: string | null;
  /** The moments that it marks. */
  readonly marks: readonly TimelineMark[];
  /** How many DNS queries there were. */
  readonly dns: string | null;
  /** What stays as it is in the email. */
  readonly rest: readonly Block[];
}

export function trafficBlocks({ blocks }: Section): TrafficBlocks {
  const timeline = blocks.find((block) => block.kind === "timeline");
  const kept = blocks.filter((block) => block.kind !== "timeline" && !asTables.test(titleOf(block)));
  return {
    amount: kept.filter(({ kind }) => kind === "paragraph"),
    timeline: timeline === undefined ? null : `${timeline.span}. ${timeline.note}`,
    marks: timeline?.marks ?? [],
    dns: blocks.map(titleOf).find((title) => title.startsWith("DNS:")) ?? null,
    rest: kept.filter(({ kind }) => kind !== "paragraph"),
  };
}

const titleOf = (block: Block): string => (block.kind === "paragraph" ? "" : (block.title ?? ""));
