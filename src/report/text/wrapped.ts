import { unbroken } from "../../wording/unbroken.ts";
import { oneLine } from "./oneLine.ts";

/** Columns of the text part. */
export const textWidth = 78;

/** A URL or an ARM id stands whole on a line of its own, with nothing glued to it. */
const isWhole = (word: string): boolean => /^(?:https?:\/\/|\/subscriptions\/)\S/i.test(word);

interface Indent {
  /** What the first line begins with. */
  readonly first: string;
  /** Columns before the other lines: more than before the first, so that none passes for a new line. */
  readonly rest: number;
}

/** A text in lines of at most 78 columns; only a word that is longer makes a longer line, on its own. */
export function wrapped(text: string, { first, rest }: Indent): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let gap = "";
  const isFree = () => line.trim() === "";
  const flush = () => {
    lines.push(line.replaceAll("\u00a0", " ").trimEnd());
    line = " ".repeat(rest);
    gap = "";
  };
  for (const word of unbroken(oneLine(text)).split(/ +/).filter(Boolean)) {
    const isTooLong = line.length + gap.length + word.length > textWidth;
    if (!isFree() && (isWhole(word) || isTooLong)) flush();
    line += gap + word;
    gap = " ";
    if (isWhole(word)) flush();
  }
  if (!isFree() || lines.length === 0) flush();
  return lines;
}
