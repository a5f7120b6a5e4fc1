import type { Tone } from "../section.ts";

interface ToneColor {
  /** Of the bar beside a section. */
  readonly bar: string;
  /** Behind the tone's word, which is white. */
  readonly fill: string;
}

/** Visible on white, on black, and after a mail client has inverted them. */
export const toneColors: Readonly<Record<Tone, ToneColor>> = {
  bad: { bar: "#c0392b", fill: "#c0392b" },
  warning: { bar: "#cc8000", fill: "#a45c00" },
  good: { bar: "#2e7d4f", fill: "#2e7d4f" },
  neutral: { bar: "#6b7078", fill: "#6b7078" },
};
