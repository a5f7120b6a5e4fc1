/** Bytes of a text in UTF-8; the folder knows no Buffer. */
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** The first of successively shorter texts that fits; the last one where none does. */
export function firstFitting<Level>(
  levels: readonly Level[],
  mostBytes: number,
  render: (level: Level) => string,
): string {
  let text = "";
  for (const level of levels) {
    text = render(level);
    if (bytesOf(text) <= mostBytes) break;
  }
  return text;
}
