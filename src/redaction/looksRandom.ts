/**
 * Letters and digits, told apart because random text changes between them all the time and names do not.
 */
const kinds = [/[a-z]/, /[A-Z]/, /\d/] as const;

const kindOf = (character: string): number => kinds.findIndex((kind) => kind.test(character));

/** How often neighbouring characters are of different kinds; in random base64 about three times in five. */
function changes(text: string): number {
  const sequence = Array.from(text, kindOf);
  return sequence.filter((kind, index) => index > 0 && kind !== sequence[index - 1]).length / text.length;
}

/** A GUID, a hash, a trace id: they are read, and no key is written like that. */
const isHex = (text: string): boolean => /^(?:[\da-f]+|[\dA-F]+)$/.test(text);

/** Shortest piece between separators that counts; shortest key in all, with and without capital letters. */
const shortest = { piece: 8, mixed: 24, plain: 40 };

/**
 * Whether a run of letters, digits and separators is a key rather than an id, a path or a name: what
 * remains without words and hex is long, and changes all the time between capitals, small letters and
 * digits.
 */
export function looksRandom(run: string): boolean {
  const pieces = run
    .split(/[^A-Za-z\d]+/)
    .filter((piece) => piece.length >= shortest.piece && !isHex(piece) && changes(piece) >= 0.4)
    .join("");
  const present = kinds.filter((kind) => kind.test(pieces)).length;
  return pieces.length >= (present === kinds.length ? shortest.mixed : shortest.plain);
}
