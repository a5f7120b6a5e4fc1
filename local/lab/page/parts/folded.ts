import { h, type JSX } from "preact";
import { useState } from "preact/hooks";

interface Props {
  readonly title: string;
  readonly value: unknown;
}

/** JSON to unfold. It becomes text only then. */
export function Folded({ title, value }: Props): JSX.Element {
  const [open, setOpen] = useState(false);
  return h(
    "details",
    {
      class: "folded",
      onToggle: (event: Event) => {
        setOpen((event.currentTarget as HTMLDetailsElement).open);
      },
    },
    h("summary", null, title),
    open && h("pre", { tabIndex: 0, "aria-label": title }, JSON.stringify(value, null, 2)),
  );
}
