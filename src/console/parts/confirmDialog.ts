import { h, type ComponentChildren, type JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface Props {
  readonly title: string;
  /** The word on the button that does it. */
  readonly confirm: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}

/** Asks before what cannot be undone. Esc and "Cancel" close it; the focus returns to where it was. */
export function ConfirmDialog({ title, confirm, busy, onConfirm, onClose, children }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const heading = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    cancel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    onConfirm();
  };
  return h(
    "dialog",
    { ref: dialog, class: "dialog", "aria-labelledby": heading, onClose },
    h(
      "form",
      { onSubmit: submit },
      h("h2", { id: heading }, title),
      children,
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "submit", class: "button danger", disabled: busy }, confirm),
        h("button", { type: "button", ref: cancel, class: "button", onClick: onClose }, "Cancel"),
      ),
    ),
  );
}
