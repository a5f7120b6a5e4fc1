/** Share of the entries that a full table drops. */
const droppedShare = 0.75;
/** Of a 32-bit float: sign, exponent, and the first four bits behind the point. */
const bucketBits = 13;
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * A size that at least three quarters of these sizes are below, and hardly more. It counts every size:
 * whoever knows which ones a sample takes can make a table drop few entries at a time, and so work all the
 * time.
 *
 * @param count of the sizes
 * @param sizeAt the size of an entry, at least 0
 */
export function dropLimit(count: number, sizeAt: (index: number) => number): number {
  const sizes = new Uint32Array(2 ** bucketBits);
  for (let index = 0; index < count; index += 1) {
    const bucket = bucketOf(sizeAt(index));
    sizes[bucket] = (sizes[bucket] ?? 0) + 1;
  }
  let below = 0;
  let bucket = 0;
  for (; below <= Math.floor(count * droppedShare); bucket += 1) below += sizes[bucket] ?? 0;
  bits[0] = bucket << (32 - bucketBits);
  return float[0] ?? 0;
}

/** Buckets are in the order of the sizes in them: so are positive floats and their bits. */
function bucketOf(size: number): number {
  float[0] = size;
  return (bits[0] ?? 0) >>> (32 - bucketBits);
}
