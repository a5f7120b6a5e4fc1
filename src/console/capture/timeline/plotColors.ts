import type { Severity } from "../../../pcap/findings/finding.ts";
import type { Side } from "./columnText.ts";

/** Colors of the style sheet, as a canvas takes them. */
export type PlotColors = Readonly<Record<Side | Severity | "text" | "line", string>>;

const classes: Readonly<Record<keyof PlotColors, string>> = {
  sent: "ink-sent",
  received: "ink-received",
  other: "ink-other",
  critical: "ink-critical",
  warning: "ink-warning",
  note: "ink-note",
  text: "ink-text",
  line: "ink-line",
};

/** Reads the colors in force: they change with the theme. */
export function plotColors(host: HTMLElement): PlotColors {
  const probe = document.createElement("span");
  host.append(probe);
  const entries = Object.entries(classes).map(([name, ink]) => {
    probe.className = ink;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(entries) as PlotColors;
}
