import { exitCodes } from "./commandError.ts";
import type { CommandHelp, CommandOption, CommandOptions } from "./command.ts";

type Row = readonly [term: string, meaning: string];

/** The help of a command, for a terminal of so many columns. */
export function helpText(
  command: CommandHelp & { readonly options: CommandOptions },
  columns: number,
): string {
  const { name, usage, summary, options, examples, variables, exits = [] } = command;
  const codes = new Map<number, string>([...usualExits, ...exits]);
  const optionRows = Object.entries(options).map(([key, option]): Row => [
    optionText(key, option),
    option.help,
  ]);
  const forms = usage.map((form) => `${name} ${form}`.trimEnd());
  return [
    ...forms.map((form, index) => `${index === 0 ? "Usage: " : "       "}${form}`),
    "",
    ...wrapped(summary, columns),
    "",
    "Options:",
    ...table([...optionRows, ["--help, -h", "shows this help"]], columns),
    "",
    "Examples:",
    ...examples.flatMap(([line, what]) => [`  ${line}`, ...indented(wrapped(what, columns - 6), 6)]),
    "",
    "Environment variables:",
    ...table(variables, columns),
    "",
    "Exit codes:",
    ...table(
      [...codes].map(([code, meaning]): Row => [String(code), meaning]),
      columns,
    ),
  ].join("\n");
}

const usualExits: readonly (readonly [number, string])[] = [
  [exitCodes.ok, "done"],
  [exitCodes.failed, "failed"],
  [exitCodes.usage, "wrong use"],
];

function optionText(key: string, { type, value = "VALUE" }: CommandOption): string {
  if (type === "boolean") return `--${key}`;
  return type === "optional" ? `--${key}[=${value}]` : `--${key} ${value}`;
}

/** Below this width of the second column, meanings stand on lines of their own. */
const leastColumn = 24;

/** Terms beside their meanings; below them where there is no room. */
function table(rows: readonly Row[], columns: number): readonly string[] {
  const width = Math.max(...rows.map(([term]) => term.length)) + 2;
  const room = columns - 2 - width;
  return rows.flatMap(([term, meaning]) => {
    if (room < leastColumn) return [`  ${term}`, ...indented(wrapped(meaning, columns - 6), 6)];
    const [first = "", ...others] = wrapped(meaning, room);
    return [`  ${term.padEnd(width)}${first}`.trimEnd(), ...indented(others, 2 + width)];
  });
}

const indented = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => " ".repeat(by) + line);

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
