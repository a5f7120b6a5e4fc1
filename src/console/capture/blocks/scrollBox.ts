import { h, type ComponentChildren, type VNode } from "preact";

interface ScrollBoxProps {
  readonly label: string;
  readonly children?: ComponentChildren;
}

/** Holds what may be wider than a phone; the keyboard reaches it, so that it can be scrolled without a mouse. */
export const ScrollBox = ({ label, children }: ScrollBoxProps): VNode =>
  h("div", { class: "scroll-box", role: "region", "aria-label": `${label}, scrollable`, tabIndex: 0 }, children);
