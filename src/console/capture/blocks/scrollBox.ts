import { h, type ComponentChildren, type JSX } from "preact";

interface ScrollBoxProps {
  readonly label: string;
  readonly children?: ComponentChildren;
}

/** Holds what may be wider than a phone. The keyboard reaches it, so that it scrolls without a mouse. */
export const ScrollBox = ({ label, children }: ScrollBoxProps): JSX.Element =>
  h(
    "div",
    { class: "scroll-box", role: "group", "aria-label": `${label}, scrollable`, tabIndex: 0 },
    children,
  );
