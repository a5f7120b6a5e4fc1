/** Spreads four numbers over 32 bits, so that tables whose size is a power of two fill evenly. */
export function hash(first: number, second: number, third: number, fourth: number): number {
  let mixed = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul((mixed ^ (mixed >>> 15)) + second, 0xc2b2ae35);
  mixed = Math.imul((mixed ^ (mixed >>> 13)) + third, 0x27d4eb2f);
  mixed = Math.imul((mixed ^ (mixed >>> 16)) + fourth, 0x165667b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
