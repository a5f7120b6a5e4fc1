import type { BarRow, BarTone, TimelineColumn } from "./section.ts";

const order: readonly BarTone[] = ["sent", "received", "other"];

/** The tones that some bars use, in their order: what a legend explains. */
export const barTones = {
  ofRows: (rows: readonly BarRow[]): readonly BarTone[] =>
    order.filter((tone) =>
      rows.some(({ parts }) => parts.some((part) => part.tone === tone && part.share > 0)),
    ),
  ofColumns: (columns: readonly TimelineColumn[]): readonly BarTone[] =>
    order.filter((tone) => columns.some((column) => column[tone] > 0)),
};
