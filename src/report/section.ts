/** A labelled value. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** In small print below the value. */
  readonly note?: string;
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

/** The bytes of one column of a timeline; `other` where the VM's side is unknown. */
export type TimelineColumn = Readonly<Record<BarTone, number>>;

/** A moment on a timeline. */
export interface TimelineMark {
  readonly label: string;
  /** ISO 8601. */
  readonly at: string;
  /** The column in which it lies, from 0. */
  readonly column: number;
}

/** A column of a table; short texts of ours stay on one line. */
export interface Column {
  readonly name: string;
  readonly short: boolean;
}

/** A cell of a table; `href` is a link within the email, or one that has been checked. */
export interface Cell {
  readonly text: string;
  readonly note?: string | null;
  readonly href?: string;
}

export interface ListItem {
  readonly text: string;
  readonly note: string | null;
  /** The parts of the note as links, in its place wherever a text can be a link. */
  readonly links?: readonly Link[];
}

/** The URL has been checked, or is built here from checked parts. */
export interface Link {
  readonly label: string;
  readonly href: string;
}

/** A part of a section. Texts are not escaped: the renderers escape them. */
export type Block =
  | { readonly kind: "paragraph"; readonly label: string | null; readonly text: string }
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
      readonly columns: readonly TimelineColumn[];
      readonly marks: readonly TimelineMark[];
      readonly span: string;
      /** The same in words, with the moments that are marked. */
      readonly note: string;
    }
  | {
      readonly kind: "table";
      readonly title: string | null;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Cell[])[];
      readonly more: string | null;
    }
  | {
      readonly kind: "list";
      readonly title: string | null;
      readonly items: readonly ListItem[];
      readonly more: string | null;
    }
  | { readonly kind: "links"; readonly title: string; readonly links: readonly Link[] };

/** How much something matters. A word always stands beside its color. */
export type Tone = "bad" | "warning" | "good" | "neutral";

/** What a section is about: the captures page shows some of them in a way of its own. */
type SectionPart =
  "verdict" | "instances" | "findings" | "network" | "before" | "traffic" | "details" | "alert" | "joined";

/**
 * A part of the report, in a form that is rendered as plain text, as HTML and on the captures page, so that
 * these never differ.
 */
export interface Section {
  readonly heading: string;
  readonly tone: Tone;
  /** Absent: a notice. */
  readonly part?: SectionPart;
  /** ARM id of the VM that it is about; null or absent: the alert as a whole. */
  readonly vm?: string | null;
  /** The name by which the email links to it. */
  readonly anchor?: string;
  readonly blocks: readonly Block[];
}

export const paragraph = (text: string, label: string | null = null): Block => ({
  kind: "paragraph",
  label,
  text,
});

/** Paragraphs of the texts that there are. */
export const paragraphs = (...texts: readonly (string | null)[]): readonly Block[] =>
  texts.flatMap((text) => (text === null || text === "" ? [] : [paragraph(text)]));

/** Commands to copy; empty without any. */
export const commands = (title: string | null, lines: readonly string[]): readonly Block[] =>
  lines.length === 0 ? [] : [{ kind: "commands", title, lines }];

type Labelled = readonly [label: string, value: string | null | undefined, note?: string | undefined];

/** A list of facts; unknown values are left out. */
export const factList = (...facts: readonly Labelled[]): Block => titledFacts(null, ...facts);

export const titledFacts = (title: string | null, ...facts: readonly Labelled[]): Block => ({
  kind: "facts",
  title,
  facts: facts.flatMap(([label, value, note]) =>
    typeof value !== "string" || value === ""
      ? []
      : { label, value, ...(note === undefined ? {} : { note }) },
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
