import { h, type ComponentChildren, type JSX } from "preact";
import { useId } from "preact/hooks";

interface Props {
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly lead?: string;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

/** A part of the page under its heading. */
export function Panel({ title, lead, class: name = "", children }: Props): JSX.Element {
  const heading = useId();
  return h(
    "section",
    { class: `panel ${name}`, "aria-labelledby": heading },
    h("h2", { id: heading }, title),
    lead !== undefined && h("p", { class: "lead" }, lead),
    children,
  );
}
