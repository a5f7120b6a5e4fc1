import { parseArgs, type ParseArgsOptionDescriptor } from "node:util";
import { errorText } from "../../environment/errorText.ts";
import { CommandError } from "./commandError.ts";
import type { Command, CommandOption, CommandOptions, OptionValues } from "./command.ts";

interface Parsed<O extends CommandOptions> {
  readonly help: boolean;
  readonly options: OptionValues<O>;
  readonly operands: readonly string[];
}

/** Reads a command line. @throws CommandError for wrong use, unless help is wanted. */
export function parseCommand<O extends CommandOptions>(
  {
    name,
    usage,
    options,
    operands: [least, most],
  }: Pick<Command<O>, "name" | "usage" | "options" | "operands">,
  args: readonly string[],
): Parsed<O> {
  const wrong = (message: string) => CommandError.usage(message, `Usage and examples: ${name} --help`);
  const { optional, rest } = takeOptional(options, args);
  const { values, positionals } = parsed(rest, options, wrong);
  const help = values.help === true;
  if (!help && positionals.length < least) throw wrong(`Something is missing: ${name} ${usage[0] ?? ""}.`);
  if (!help && positionals.length > most)
    throw wrong(
      most === 0
        ? `"${positionals[0] ?? ""}" is one argument too many.`
        : `"${positionals[most] ?? ""}" is one argument too many: ${name} ${usage[0] ?? ""}.`,
    );
  const read = Object.entries(options).map(([key, { type }]) => [
    key,
    type === "optional" ? (optional.get(key) ?? null) : (values[key] ?? absent[type]),
  ]);
  return { help, options: Object.fromEntries(read) as OptionValues<O>, operands: positionals };
}

const absent = { boolean: false, string: null, list: [] } as const;

function parsed(
  args: string[],
  options: CommandOptions,
  wrong: (message: string) => CommandError,
): { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] } {
  const known = Object.entries(options).filter(([, { type }]) => type !== "optional");
  const descriptors = Object.fromEntries(known.map(([key, option]) => [key, descriptor(option)]));
  try {
    return parseArgs({
      args,
      options: { ...descriptors, help: { type: "boolean" as const, short: "h" } },
      allowPositionals: true,
    });
  } catch (error) {
    const [sentence = ""] = errorText(error).split(/\. (?=[A-Z])|\n/);
    throw wrong(sentence.endsWith(".") ? sentence : `${sentence}.`);
  }
}

const descriptor = ({ type }: CommandOption): ParseArgsOptionDescriptor =>
  type === "boolean" ? { type } : { type: "string", multiple: type === "list" };

/** Takes the options out whose value may be absent, which parseArgs does not know. The last one counts. */
function takeOptional(options: CommandOptions, args: readonly string[]) {
  const names = Object.keys(options).filter((key) => options[key]?.type === "optional");
  const optional = new Map<string, string>();
  const rest: string[] = [];
  for (const argument of args) {
    const [, name = "", value = ""] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (names.includes(name)) optional.set(name, argument.includes("=") ? `=${value}` : "");
    else rest.push(argument);
  }
  return { optional, rest };
}
