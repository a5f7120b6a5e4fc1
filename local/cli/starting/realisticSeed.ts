import { CommandError } from "../command/commandError.ts";
import type { CommandOption } from "../command/command.ts";

/** `--realistic[=SEED]` of the commands that start an environment. */
export const realisticOption = {
  type: "optional",
  value: "SEED",
  help: "timers early or late, events beside timers, repeated activities and lost results, as in Azure; the same for the same seed",
} as const satisfies CommandOption;

/** Whoever gives no seed sees the same irregularities every time. */
const usualSeed = 1;

/**
 * Reads the option's value. The seed is null without the option, because everything comes once and at its
 * time then. @throws CommandError for a seed that is no number.
 */
export function realisticSeed(value: string | null): number | null {
  if (value === null) return null;
  if (value === "") return usualSeed;
  if (!/^=\d{1,15}$/.test(value))
    throw CommandError.usage(`--realistic${value}: the seed must be a whole number.`);
  return Number(value.slice(1));
}
