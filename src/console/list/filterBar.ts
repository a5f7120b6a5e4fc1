import { h, type JSX } from "preact";
import { facets, listFilter, type Facet, type ListFilter } from "./listFilter.ts";

interface Props {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
}

const names: Readonly<Record<Facet, string>> = {
  running: "Running",
  failed: "Failed",
  critical: "Critical",
  warning: "Warning",
};

/** Which captures the list shows. */
export const FilterBar = ({ filter, onFilter }: Props): JSX.Element =>
  h(
    "search",
    { class: "filter-bar" },
    h("label", { for: "filter" }, "Filter"),
    h("input", {
      id: "filter",
      type: "search",
      value: filter.text,
      maxLength: 200,
      placeholder: "VM, rule, address, name…",
      autocomplete: "off",
      spellcheck: false,
      onInput: (event: Event) => {
        onFilter({ ...filter, text: (event.currentTarget as HTMLInputElement).value });
      },
    }),
    h(
      "div",
      { class: "facets", role: "group", "aria-label": "Only" },
      facets.map((facet) =>
        h(
          "button",
          {
            key: facet,
            type: "button",
            class: `facet ${facet}`,
            "aria-pressed": filter.facets.includes(facet),
            onClick: () => {
              onFilter(listFilter.toggled(filter, facet));
            },
          },
          names[facet],
        ),
      ),
    ),
  );
