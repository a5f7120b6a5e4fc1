import { h, type ComponentChildren, type JSX } from "preact";
import type { Tone } from "../../report/section.ts";

interface Props {
  /** Its color; the words say the same. */
  readonly tone: Tone | "running";
  readonly children?: ComponentChildren;
}

/** A state in a word or three. */
export const Badge = ({ tone, children }: Props): JSX.Element =>
  h("span", { class: `badge ${tone}` }, children);
