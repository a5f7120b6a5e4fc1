import { h, type JSX } from "preact";

interface Props {
  readonly label: string;
  /** Hides the label from sight, where a table's head says it. */
  readonly bare?: boolean;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly disabled?: boolean;
  readonly onChoose: (value: string) => void;
}

/** A choice of one. */
export function Select({ label, bare = false, value, options, disabled = false, onChoose }: Props): JSX.Element {
  const select = h(
    "select",
    {
      value,
      disabled,
      ...(bare && { "aria-label": label }),
      onChange: (event: Event) => {
        onChoose((event.currentTarget as HTMLSelectElement).value);
      },
    },
    options.map((option) => h("option", { key: option.value, value: option.value }, option.label)),
  );
  return bare ? select : h("label", { class: "field" }, h("span", { class: "field-label" }, label), select);
}
