import { createCipheriv, createHash } from "node:crypto";

/** Pseudorandom numbers and bytes: the same for the same seed on every machine. */
export interface Random {
  /** An integer from `min` to `max`, inclusive. */
  integer(min: number, max: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
  bytes(length: number): Buffer;
  /** An independent stream for one part, so that a change to one part leaves the others unchanged. */
  part(name: string): Random;
}

const poolBytes = 65_536;

export function createRandom(seed: string): Random {
  const key = createHash("sha256").update(seed).digest();
  const stream = createCipheriv("aes-128-ctr", key.subarray(0, 16), key.subarray(16, 32));
  let pool = Buffer.alloc(0);
  const bytes = (length: number) => {
    if (length > pool.length) pool = stream.update(Buffer.alloc(Math.max(poolBytes, length)));
    const taken = pool.subarray(0, length);
    pool = pool.subarray(length);
    return taken;
  };
  const integer = (min: number, max: number) =>
    min + Math.floor((bytes(4).readUInt32BE() / 2 ** 32) * (max - min + 1));
  return {
    integer,
    bytes,
    pick: (values) => values[integer(0, values.length - 1)] ?? values[0],
    part: (name) => createRandom(`${seed}/${name}`),
  };
}
