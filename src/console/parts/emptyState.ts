import { h, type ComponentChildren, type JSX } from "preact";

interface Props {
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** What stands where there is nothing to show yet. */
export const EmptyState = ({ title, children }: Props): JSX.Element =>
  h("section", { class: "panel empty" }, h("h2", null, title), children);
