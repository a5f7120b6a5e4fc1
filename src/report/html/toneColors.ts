import type { Tone } from "../section.ts";

/** Visible on white, on black, and after a mail client has inverted them; `text` is legible on `fill`. */
export const toneColors: Readonly<Record<Tone, { readonly fill: string; readonly text: string }>> = {
  bad: { fill: "#c0392b", text: "#ffffff" },
  warning: { fill: "#cc8000", text: "#000000" },
  good: { fill: "#2e7d4f", text: "#ffffff" },
  neutral: { fill: "#6b7078", text: "#ffffff" },
};
