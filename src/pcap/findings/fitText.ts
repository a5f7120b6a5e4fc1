export const longestFindingText = 120;

/** The first of these wordings, longest first, that fits in a finding's text; the last one is cut. */
export function fitText(...wordings: readonly [string, ...string[]]): string {
  const fitting = wordings.find((text) => text.length <= longestFindingText);
  return fitting ?? `${(wordings.at(-1) ?? "").slice(0, longestFindingText - 1).trimEnd()}…`;
}
