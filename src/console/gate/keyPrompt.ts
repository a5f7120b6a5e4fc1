import { h, type JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../parts/notice.ts";

interface Props {
  /** The app has refused the last key. */
  readonly wrong: boolean;
  readonly onKey: (key: string) => void;
}

/** Asks for a function key. */
export function KeyPrompt({ wrong, onKey }: Props): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const [empty, setEmpty] = useState(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [wrong]);
  const submit = (event: Event) => {
    event.preventDefault();
    const key = field.current?.value.trim() ?? "";
    setEmpty(key === "");
    if (key !== "") onKey(key);
  };
  return h(
    "form",
    { class: "gate-form", onSubmit: submit },
    wrong && h(Notice, { tone: "bad" }, "The app does not accept this function key. Please check it."),
    h("label", { for: "function-key" }, "Function key"),
    h("input", {
      ref: field,
      id: "function-key",
      type: "password",
      autocomplete: "off",
      spellcheck: false,
      "aria-describedby": "function-key-hint",
      "aria-invalid": empty || wrong,
    }),
    h(
      "p",
      { id: "function-key-hint", class: "hint" },
      "A host key of the app, such as “default”: the key of one function opens only that function. The page keeps it in this tab until you close it, and sends it to this app only.",
    ),
    h("button", { type: "submit", class: "button primary" }, "Continue"),
  );
}
