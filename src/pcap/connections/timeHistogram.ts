/** Of a 32-bit float: the exponent and the first four bits behind the point, so a bucket is 4 to 6% wide. */
const keptBits = 4;
const droppedBits = 23 - keptBits;
const perOctave = 2 ** keptBits;
const [shortest, longest] = [2 ** 10, 2 ** 38];
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** From about a microsecond to about 275 seconds. */
export const timeBuckets = (Math.log2(longest) - Math.log2(shortest)) * perOctave;

const bitsOf = (time: number): number => {
  float[0] = time;
  return (bits[0] ?? 0) >>> droppedBits;
};
const firstBucket = bitsOf(shortest);

/** @param nanoseconds a shorter or a longer time counts as the shortest or the longest one */
export const timeBucket = (nanoseconds: number): number =>
  Math.min(
    Math.max(bitsOf(nanoseconds < shortest ? shortest : nanoseconds) - firstBucket, 0),
    timeBuckets - 1,
  );

/** The time in the middle of a bucket, in nanoseconds. */
function timeOf(bucket: number): number {
  const lower = boundOf(bucket);
  return (lower + boundOf(bucket + 1)) / 2;
}

function boundOf(bucket: number): number {
  bits[0] = (bucket + firstBucket) << droppedBits;
  return float[0] ?? 0;
}

/**
 * The time in nanoseconds that this share of the times does not exceed, within 3%.
 *
 * @param counts per bucket
 * @param share 0.5: the median
 */
export function timeAtShare(counts: ArrayLike<number>, share: number): number {
  let all = 0;
  for (let bucket = 0; bucket < timeBuckets; bucket += 1) all += counts[bucket] ?? 0;
  let left = Math.max(Math.ceil(all * share), 1);
  for (let bucket = 0; bucket < timeBuckets; bucket += 1) {
    left -= counts[bucket] ?? 0;
    if (left <= 0) return timeOf(bucket);
  }
  return 0;
}
