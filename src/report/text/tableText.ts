import { oneLine } from "./oneLine.ts";
import { wrapped } from "./wrapped.ts";
import type { Block, Cell } from "../section.ts";

/** A column is padded to its widest cell, up to this. */
const widest = 24;
const gap = "  ";

/** The columns' names, then each row, with the notes of its cells below it. */
export function tableText({ columns, rows }: Extract<Block, { kind: "table" }>): readonly string[] {
  const widths = columns.map(({ name }, index) =>
    Math.min(Math.max(...[name, ...rows.map((row) => oneLine(row[index]?.text ?? ""))].map(length)), widest),
  );
  const line = (cells: readonly Cell[]): readonly string[] => {
    const texts = cells.map(({ text }) => oneLine(text));
    const padded = texts.slice(0, -1).map((text, index) => `${text.padEnd(widths[index] ?? 0)}${gap}`);
    const rest = 4;
    return [
      ...wrapped(texts.at(-1) ?? "", { first: `  ${padded.join("")}`, rest }),
      ...cells.flatMap(({ note }) =>
        note == null ? [] : wrapped(note, { first: " ".repeat(rest), rest: rest + 2 }),
      ),
    ];
  };
  return [...line(columns.map(({ name }) => ({ text: name }))), ...rows.flatMap(line)];
}

const length = (text: string): number => text.length;
