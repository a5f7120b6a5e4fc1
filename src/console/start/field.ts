import { h, type JSX } from "preact";
import { useId } from "preact/hooks";

interface Props {
  readonly label: string;
  readonly value: string;
  /** What may be entered. */
  readonly hint: string;
  /** Null when nothing is wrong with it. */
  readonly error: string | null;
  readonly numeric: boolean;
  readonly onValue: (value: string) => void;
}

/** A labelled field with its hint, and with what is wrong with it. */
export function Field({ label, value, hint, error, numeric, onValue }: Props): JSX.Element {
  const id = useId();
  return h(
    "div",
    { class: `field ${error === null ? "" : "wrong"}` },
    h("label", { for: id }, label),
    h("input", {
      id,
      type: "text",
      inputMode: numeric ? "decimal" : "text",
      value,
      autocomplete: "off",
      spellcheck: false,
      "aria-invalid": error !== null,
      "aria-describedby": `${id}-hint ${id}-error`,
      onInput: (event: Event) => {
        onValue((event.currentTarget as HTMLInputElement).value);
      },
    }),
    h("p", { id: `${id}-hint`, class: "hint" }, hint),
    h("p", { id: `${id}-error`, class: "field-error" }, error),
  );
}
