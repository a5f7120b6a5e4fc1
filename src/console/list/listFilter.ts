/** What an item of the list is to have, in the order of the buttons. */
export const facets = ["running", "failed", "critical", "warning"] as const;
export type Facet = (typeof facets)[number];

/** Which captures the list shows. */
export interface ListFilter {
  readonly text: string;
  readonly facets: readonly Facet[];
}

const states: readonly Facet[] = ["running", "failed"];

/** The filter in the page's address: `q=web01&state=running,failed&severity=critical`. */
export const listFilter = {
  none: { text: "", facets: [] } as ListFilter,

  isNone: ({ text, facets: chosen }: ListFilter): boolean => text.trim() === "" && chosen.length === 0,

  read(query: string): ListFilter {
    const parameters = new URLSearchParams(query);
    const named = ["state", "severity"].flatMap((name) => (parameters.get(name) ?? "").split(","));
    const text = (parameters.get("q") ?? "").slice(0, 200);
    return { text, facets: facets.filter((facet) => named.includes(facet)) };
  },

  /** Empty for no filter. */
  write({ text, facets: chosen }: ListFilter): string {
    const lists = {
      q: text.trim(),
      state: chosen.filter((facet) => states.includes(facet)).join(","),
      severity: chosen.filter((facet) => !states.includes(facet)).join(","),
    };
    return Object.entries(lists)
      .filter(([, value]) => value !== "")
      .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`)
      .join("&");
  },

  toggled: (filter: ListFilter, facet: Facet): ListFilter => ({
    ...filter,
    facets: facets.filter((one) => filter.facets.includes(one) !== (one === facet)),
  }),
};
