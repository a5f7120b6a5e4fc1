/** An option of a command. An `optional` one may stand without a value: `--realistic` or `--realistic=5`. */
export interface CommandOption {
  readonly type: "boolean" | "string" | "list" | "optional";
  /** What its value is called in the help. */
  readonly value?: string;
  readonly help: string;
}

export type CommandOptions = Readonly<Record<string, CommandOption>>;

/** Absent options are false, null or empty. An `optional` one is "" without a value, "=VALUE" with one. */
export type OptionValues<O extends CommandOptions> = {
  readonly [K in keyof O]: O[K]["type"] extends "boolean"
    ? boolean
    : O[K]["type"] extends "list"
      ? readonly string[]
      : string | null;
};

/** What the help shows besides the options. */
export interface CommandHelp {
  /** As a person types it: "npm run analyze --". */
  readonly name: string;
  /** What follows the name, a line for each form. */
  readonly usage: readonly string[];
  /** What it does, in a sentence or two. */
  readonly summary: string;
  /** Whole commands, each with what it does. */
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** Environment variables, each with its meaning. */
  readonly variables: readonly (readonly [name: string, meaning: string])[];
  /** What exit code 1 means here, and more codes, where they say more than "failed". */
  readonly exits?: readonly (readonly [code: number, meaning: string])[];
}

/** A command of this repository. */
export interface Command<O extends CommandOptions> extends CommandHelp {
  /** The fewest and the most arguments that are no options. */
  readonly operands: readonly [least: number, most: number];
  readonly options: O;
  /** Does the work; its exit code. */
  readonly run: (options: OptionValues<O>, operands: readonly string[]) => Promise<number>;
}
