import { h, type JSX } from "preact";
import { useState } from "preact/hooks";
import { CopyButton } from "./blocks/copyButton.ts";
import type { CaptureView } from "../../api/captureView.ts";

/** The capture as the API answers it, without the page in words; made when it is opened. */
export function RawJson({ view }: { readonly view: CaptureView }): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const text = isOpen ? JSON.stringify({ ...view, page: undefined }, null, 2) : "";
  return h(
    "details",
    {
      class: "panel raw",
      onToggle: (event: Event) => {
        setOpen((event.currentTarget as HTMLDetailsElement).open);
      },
    },
    h("summary", null, "Raw JSON"),
    isOpen && h(CopyButton, { text, label: "Copy the JSON" }),
    isOpen && h("pre", { tabIndex: 0, "aria-label": "Raw JSON" }, text),
  );
}
