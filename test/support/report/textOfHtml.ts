import assert from "node:assert/strict";

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  nbsp: " ",
  zwnj: "",
  "#847": "",
};

const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|nbsp|zwnj|#847);/g, (_, name: string) => entities[name] ?? "");

/** What a list of mails shows of the page beside its subject; the page itself hides it. */
const preheader = /<div\s+style="display:none[^]*?<\/div>/;

/** What a reader sees of the page's body, and the addresses of the links that leave it. */
export function textOfHtml(page: string): string {
  const body = page.slice(page.indexOf("<body")).replace(preheader, "");
  const hrefs = [...body.matchAll(/href="([^"#][^"]*)"/g)].map(([, href]) => decoded(href ?? ""));
  const text = decoded(body.replace(/<[^>]*>/g, " ")).replaceAll("\u00a0", " ");
  return [text, ...hrefs].join(" ");
}

export const preheaderOfHtml = (page: string): string =>
  decoded(preheader.exec(page)?.[0].replace(/<[^>]*>/g, " ") ?? "")
    .replace(/\s+/g, " ")
    .trim();

/** The page's only first heading. */
export function headingOfHtml(page: string): string {
  const [heading, ...others] = [...page.matchAll(/<h1[^>]*>([^]*?)<\/h1>/g)];
  assert.equal(others.length, 0);
  return decoded(heading?.[1] ?? "").replaceAll("\u00a0", " ");
}

/** Words alone: bars, rules, and the punctuation between a text and its note are drawn differently. */
const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/[█▒░▁▂▃▄▅▆▇]+|·{2,}|^-+$/gmu, " ")
    .split(/[\s:]+/u)
    .filter((word) => word !== "" && word !== "·");

/** Every word of either part is in the other, as often as in the text. */
export function tellsTheSame(text: string, page: string, message: string): void {
  const seen = countsOf(wordsOf(textOfHtml(page)));
  const told = countsOf(wordsOf(text));
  for (const [word, count] of told)
    assert.ok((seen.get(word) ?? 0) >= count, `${message}: the HTML lacks ${JSON.stringify(word)}`);
  for (const word of seen.keys())
    assert.ok(told.has(word), `${message}: the text lacks ${JSON.stringify(word)}`);
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
