import { h, type JSX } from "preact";
import { useId } from "preact/hooks";

interface Props {
  readonly label: string;
  /** Hides the label from sight, where a table's head says it. */
  readonly bare?: boolean;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** What the choice means. */
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
  readonly onChoose: (value: string) => void;
}

/** A choice of one. */
export function Select({
  label,
  bare = false,
  value,
  options,
  hint,
  disabled,
  onChoose,
}: Props): JSX.Element {
  const id = useId();
  return h(
    "div",
    { class: "field" },
    !bare && h("label", { for: id }, label),
    h(
      "select",
      {
        id,
        value,
        disabled,
        "aria-label": bare ? label : undefined,
        "aria-describedby": hint === undefined ? undefined : `${id}-hint`,
        onChange: (event: Event) => {
          onChoose((event.currentTarget as HTMLSelectElement).value);
        },
      },
      options.map((option) => h("option", { key: option.value, value: option.value }, option.label)),
    ),
    hint !== undefined && h("p", { id: `${id}-hint`, class: "hint" }, hint),
  );
}
