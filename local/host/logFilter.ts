import { logLevels, type LogLevel } from "./log.ts";

/** Whether an entry of this level and category is logged. */
export type LogFilter = (level: LogLevel, category: string) => boolean;

/**
 * Reads host.json's `logging.logLevel`, the least level by category prefix. The longest matching prefix
 * decides, then `default`.
 * @throws Error naming an unknown level.
 */
export function readLogLevels(levels: unknown): LogFilter {
  if (typeof levels !== "object" || levels === null) throw new Error("logging.logLevel must be an object.");
  const rules = Object.entries(levels)
    .map(([category, level]) => ({ category: category.toLowerCase(), least: rankOf(category, level) }))
    .sort((one, other) => other.category.length - one.category.length);
  const usual =
    rules.find(({ category }) => category === "default")?.least ?? logLevels.indexOf("information");
  const prefixes = rules.filter(({ category }) => category !== "default");
  return (level, category) => {
    const rule = prefixes.find((prefix) => category.toLowerCase().startsWith(prefix.category));
    return logLevels.indexOf(level) >= (rule?.least ?? usual);
  };
}

/** The level's rank; above all of them for `None`. */
function rankOf(category: string, level: unknown): number {
  const name = String(level).toLowerCase();
  if (name === "none") return logLevels.length;
  const rank = logLevels.findIndex((known) => known === name);
  if (rank < 0) throw new Error(`logging.logLevel has no level '${String(level)}' for '${category}'.`);
  return rank;
}
