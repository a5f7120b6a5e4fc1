/** A labelled value. `href` is an https URL that has been checked. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly href?: string;
}

/** What a section is made of. Texts need no escaping: whoever renders them escapes. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "facts"; readonly facts: readonly Fact[] }
  | { readonly kind: "command"; readonly command: string };

/** A part of the report, in a form that becomes both plain text and HTML, so that the two never differ. */
export interface Section {
  readonly heading: string;
  readonly tone: "good" | "bad" | "neutral";
  readonly blocks: readonly Block[];
}

export const paragraph = (text: string): Block => ({ kind: "paragraph", text });
export const command = (line: string): Block => ({ kind: "command", command: line });

/** A list of facts, without those whose value is unknown. */
export const factList = (
  ...facts: readonly (readonly [label: string, value: string | null | undefined, href?: string | null])[]
): Block => ({
  kind: "facts",
  facts: facts.flatMap(([label, value, href]) =>
    typeof value !== "string" || value === ""
      ? []
      : { label, value, ...(typeof href === "string" ? { href } : {}) },
  ),
});
