import { h, type JSX } from "preact";
import { startFields, type FilterFields } from "./startFields.ts";

interface Props {
  readonly filters: readonly FilterFields[];
  /** Null when nothing is wrong with them. */
  readonly error: string | null;
  readonly onFilters: (filters: readonly FilterFields[]) => void;
}

const texts = [
  ["localIPAddress", "Local address"],
  ["localPort", "Local port"],
  ["remoteIPAddress", "Remote address"],
  ["remotePort", "Remote port"],
] as const;

const most = 20;

/** Which packets are captured: those that match any of the rows. */
export function FilterRows({ filters, error, onFilters }: Props): JSX.Element {
  const changed = (index: number, filter: FilterFields) => {
    onFilters(filters.with(index, filter));
  };
  return h(
    "fieldset",
    { class: `filters ${error === null ? "" : "wrong"}`, "aria-describedby": "filters-hint filters-error" },
    h("legend", null, "Filters"),
    h(
      "p",
      { id: "filters-hint", class: "hint" },
      "A packet that matches any filter is captured; without one, every packet is. ",
      "Ranges and lists: 10.0.0.4-10.0.0.9, 80;443.",
    ),
    filters.map((filter, index) =>
      h(FilterRow, {
        key: index,
        number: index + 1,
        filter,
        onFilter: (next) => {
          changed(index, next);
        },
        onRemove: () => {
          onFilters(filters.toSpliced(index, 1));
        },
      }),
    ),
    h("p", { id: "filters-error", class: "field-error" }, error),
    filters.length < most &&
      h(AddFilter, {
        onAdd: () => {
          onFilters([...filters, startFields.noFilter]);
        },
      }),
  );
}

const AddFilter = ({ onAdd }: { readonly onAdd: () => void }): JSX.Element =>
  h("button", { type: "button", class: "button", onClick: onAdd }, "Add a filter");

interface RowProps {
  readonly number: number;
  readonly filter: FilterFields;
  readonly onFilter: (filter: FilterFields) => void;
  readonly onRemove: () => void;
}

function FilterRow({ number, filter, onFilter, onRemove }: RowProps): JSX.Element {
  const set = (name: keyof FilterFields) => (event: Event) => {
    const { value } = event.currentTarget as HTMLInputElement | HTMLSelectElement;
    onFilter({ ...filter, [name]: value });
  };
  return h(
    "div",
    { class: "filter-row", role: "group", "aria-label": `Filter ${number}` },
    h(
      "label",
      null,
      "Protocol",
      h(
        "select",
        { value: filter.protocol, onChange: set("protocol") },
        ["Any", "TCP", "UDP"].map((protocol) => h("option", { key: protocol, value: protocol }, protocol)),
      ),
    ),
    texts.map(([name, label]) =>
      h(
        "label",
        { key: name },
        label,
        h("input", { type: "text", value: filter[name], autocomplete: "off", onInput: set(name) }),
      ),
    ),
    h(
      "button",
      { type: "button", class: "button small", "aria-label": `Remove filter ${number}`, onClick: onRemove },
      "Remove",
    ),
  );
}
