/** 0x0a000004 → "10.0.0.4". */
export const ipv4Text = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

/** As RFC 5952 writes it: lower case, the longest run of two or more zero groups left out. */
export function ipv6Text(groups: readonly number[]): string {
  let best = 1;
  let bestStart = -1;
  groups.forEach((_, start) => {
    const length = zeroGroups(groups, start);
    if (length > best) [best, bestStart] = [length, start];
  });
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  return bestStart < 0
    ? text(groups)
    : `${text(groups.slice(0, bestStart))}::${text(groups.slice(bestStart + best))}`;
}

function zeroGroups(groups: readonly number[], start: number): number {
  let length = 0;
  while (groups[start + length] === 0) length += 1;
  return length;
}
