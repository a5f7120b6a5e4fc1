/** A share of a whole, 0 to 1, as a bar. */
export function barText(share: number, width: number, [full, empty]: readonly [string, string]): string {
  return full.repeat(Math.round(share * width)).padEnd(width, empty);
}
