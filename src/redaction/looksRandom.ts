/** Where a name would have one word: letters of one case, with or without a capital, or digits. */
const words = (text: string): readonly string[] => text.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];

const wordLength = (text: string): number => text.length / Math.max(words(text).length, 1);

/** A GUID, a hash, a trace id: they are read, and no key of Azure is written like that. */
const isHex = (text: string): boolean => /^(?:[\da-f]+|[\dA-F]+)$/.test(text);

const isWord = (text: string): boolean => isHex(text) || (text.length >= 4 && wordLength(text) >= 4);

/** One long piece of small letters or capitals, with digits all over it. */
const isBase32 = (piece: string): boolean =>
  piece.length >= 40 && !isHex(piece) && (piece.match(/\d+/g) ?? []).length >= 3;

/**
 * Whether a run of letters, digits and separators is a key rather than an id, a path or a name: what remains
 * without words and hex is long, and changes between capitals, small letters and digits after every other
 * character.
 */
export function looksRandom(run: string): boolean {
  const pieces = run.split(/[^A-Za-z\d]+/);
  if (pieces.some(isBase32)) return true;
  const rest = pieces.filter((piece) => !isWord(piece));
  if (!rest.some((piece) => piece.length >= 8)) return false;
  const text = rest.join("");
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(text));
  const count = rest.reduce((sum, piece) => sum + words(piece).length, 0);
  return text.length >= 20 && kinds.length === 3 && text.length / count < 3.2;
}
