/** V8's hash of a whole number in a Map or a Set, which has no seed. */
export function v8Hash(value: number): number {
  let hash = value | 0;
  hash = (~hash + (hash << 15)) | 0;
  hash ^= hash >>> 12;
  hash = (hash + (hash << 2)) | 0;
  hash ^= hash >>> 4;
  hash = Math.imul(hash, 2057);
  hash ^= hash >>> 16;
  return hash & 0x3fffffff;
}

/** A mix without a seed, as the flow table had it in version 0.1. */
export function seedlessHash(first: number, second: number, third: number, fourth: number): number {
  let mixed = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul((mixed ^ (mixed >>> 15)) + second, 0xc2b2ae35);
  mixed = Math.imul((mixed ^ (mixed >>> 13)) + third, 0x27d4eb2f);
  mixed = Math.imul((mixed ^ (mixed >>> 16)) + fourth, 0x165667b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** The first numbers from `from` on whose hash ends in the same bits as `like`. */
export function colliding(
  count: number,
  hash: (value: number) => number,
  { mask, like, from = 0 }: { readonly mask: number; readonly like: number; readonly from?: number },
): number[] {
  const found: number[] = [];
  for (let value = from; found.length < count; value += 1)
    if (((hash(value) ^ like) & mask) === 0) found.push(value);
  return found;
}
