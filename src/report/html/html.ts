/** Markup made by the `html` template, which needs no escaping. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

type Value = string | number | Markup | readonly Markup[];

function rendered(value: Value): string {
  if (value instanceof Markup) return value.toString();
  return typeof value === "object" ? value.join("") : escaped(String(value));
}

/** Mail services cut long emails, so the source's indentation is removed. */
const unindented = (literal: string): string => literal.replace(/\n\s+/g, "\n");

/** HTML with every value escaped, except markup that this template made. Attributes must be in quotes. */
export const html = (literals: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(
    literals
      .map((literal, index) => (index === 0 ? "" : rendered(values[index - 1] ?? "")) + unindented(literal))
      .join(""),
  );
