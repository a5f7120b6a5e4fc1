/** A labelled value. `href` is an https URL that has been checked. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly href?: string;
}

/** What a segment of a bar stands for. */
export type BarTone = "sent" | "received" | "other";

/** A share of a whole, as a bar. */
export interface BarRow {
  readonly label: string;
  /** The bar's segments from the left; their shares, 0 to 1, add up to the bar's length. */
  readonly parts: readonly { readonly tone: BarTone; readonly share: number }[];
  /** The share in figures. */
  readonly value: string;
  readonly note: string | null;
}

export interface ListItem {
  readonly text: string;
  readonly note: string | null;
}

/** The URL has been checked, or is built here from checked parts. */
export interface Link {
  readonly label: string;
  readonly href: string;
}

/** A part of a section. Texts are not escaped: the renderers escape them. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "facts"; readonly title: string | null; readonly facts: readonly Fact[] }
  /** Commands to copy, one per line. */
  | { readonly kind: "commands"; readonly title: string | null; readonly lines: readonly string[] }
  | {
      readonly kind: "bars";
      readonly title: string;
      readonly rows: readonly BarRow[];
      readonly more: string | null;
    }
  | {
      readonly kind: "timeline";
      readonly title: string;
      readonly columns: readonly number[];
      readonly span: string;
    }
  | {
      readonly kind: "list";
      readonly title: string | null;
      readonly items: readonly ListItem[];
      readonly more: string | null;
    }
  | { readonly kind: "links"; readonly title: string; readonly links: readonly Link[] };

/**
 * A part of the report, in a form that is rendered as both plain text and HTML, so that the two never differ.
 */
export interface Section {
  readonly heading: string;
  readonly tone: "good" | "bad" | "neutral";
  readonly blocks: readonly Block[];
}

export const paragraph = (text: string): Block => ({ kind: "paragraph", text });

/** Commands to copy; empty without any. */
export const commands = (title: string | null, lines: readonly string[]): readonly Block[] =>
  lines.length === 0 ? [] : [{ kind: "commands", title, lines }];

type Labelled = readonly [label: string, value: string | null | undefined, href?: string | null];

/** A list of facts; unknown values are left out. */
export const factList = (...facts: readonly Labelled[]): Block => titledFacts(null, ...facts);

export const titledFacts = (title: string | null, ...facts: readonly Labelled[]): Block => ({
  kind: "facts",
  title,
  facts: facts.flatMap(([label, value, href]) =>
    typeof value !== "string" || value === ""
      ? []
      : { label, value, ...(typeof href === "string" ? { href } : {}) },
  ),
});

/** Links; unknown addresses are left out. */
export function linkList(
  title: string,
  ...links: readonly (readonly [label: string, href: string | null])[]
): readonly Block[] {
  const known = links.flatMap(([label, href]) => (href === null ? [] : { label, href }));
  return known.length === 0 ? [] : [{ kind: "links", title, links: known }];
}

/** The first items of a list as a block; empty for an empty list. `total` is the full count, where known. */
export function listBlock(
  title: string | null,
  items: readonly ListItem[],
  { shown, total }: { readonly shown: number; readonly total?: number },
): readonly Block[] {
  if (items.length === 0) return [];
  return [{ kind: "list", title, items: items.slice(0, shown), more: moreThan(shown, items.length, total) }];
}

/** A summary lists at most this many of a kind; a full list may not be complete. */
const mostListed = 10;

/** "and 3 more"; null when all are shown. */
export function moreThan(shown: number, listed: number, total?: number): string | null {
  const rest = (total ?? listed) - shown;
  if (rest <= 0) return null;
  const atLeast = total === undefined && listed >= mostListed ? "at least " : "";
  return `and ${atLeast}${rest.toLocaleString("en-US")} more`;
}
