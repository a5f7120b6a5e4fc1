const longestText = 120;
/** A cut at the end of a word may lose this many characters more. */
const longestTail = 24;

/** The first of these wordings, longest first, that fits in a finding's text; the last one is cut. */
export function fitText(...wordings: readonly [string, ...string[]]): string {
  const fitting = wordings.find((text) => text.length <= longestText);
  return fitting ?? cut(wordings.at(-1) ?? "");
}

/** Between two words, so that no address or number is read as a shorter one. */
function cut(text: string): string {
  const most = longestText - 1;
  const end = text.lastIndexOf(" ", most);
  const kept = text.slice(0, end >= most - longestTail ? end : most);
  return `${kept.replace(/[\s,;:.\ud800-\udbff]+$/, "")}…`;
}
