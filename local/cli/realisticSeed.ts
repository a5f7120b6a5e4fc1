/** The option in a command's help. */
export const realisticHelp = `  --realistic[=SEED]  timers early or late, events beside timers, repeated activities and lost results, as in Azure;
                      the same for the same seed`;

/** Whoever gives no seed sees the same irregularities every time. */
const usualSeed = 1;

/**
 * Takes `--realistic[=SEED]` out of a command's arguments. The seed is null without it, because everything
 * comes once and at its time then. @throws Error for a seed that is no number.
 */
export function realisticSeed(args: readonly string[]): {
  readonly realistic: number | null;
  readonly rest: readonly string[];
} {
  const isFlag = (argument: string) => /^--realistic(?:=|$)/.test(argument);
  const last = args.findLast(isFlag);
  const rest = args.filter((argument) => !isFlag(argument));
  if (last === undefined) return { realistic: null, rest };
  const [, text] = last.split("=");
  if (text === undefined) return { realistic: usualSeed, rest };
  const seed = Number(text);
  if (!/^\d{1,15}$/.test(text)) throw new Error(`--realistic=${text}: the seed must be a whole number.`);
  return { realistic: seed, rest };
}
