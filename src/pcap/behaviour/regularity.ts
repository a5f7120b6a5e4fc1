import { thresholds } from "../findings/thresholds.ts";

const second = 1e9;

/** How regular some connections are: scores from 0 to 1, as RITA (Active Countermeasures) has them. */
export interface Regularity {
  /** Median of the intervals. */
  readonly periodSeconds: number;
  readonly bytes: number;
  readonly score: number;
}

/**
 * The regularity of connections by their starts, in order; null when there are too few, or their intervals
 * differ too much. An interval score and a size score count alike; each is the mean of one for a small
 * dispersion (median of the distances from the median) and one for a small skew (Bowley's, by quartiles).
 */
export function regularityOf(
  starts: readonly { readonly at: number; readonly bytes: number }[],
): Regularity | null {
  const { beacon } = thresholds;
  if (starts.length < beacon.starts) return null;
  const intervals = starts.slice(1).map(({ at }, index) => at - (starts[index]?.at ?? 0));
  const sizes = starts.map(({ bytes }) => bytes);
  const period = medianOf(intervals);
  if (period < beacon.leastSeconds * second) return null;
  const near = intervals.filter((interval) => Math.abs(interval - period) <= period * beacon.nearShare);
  if (near.length < Math.min(intervals.length * beacon.regularShare, intervals.length - 1)) return null;
  const score = (scoreOf(intervals) + scoreOf(sizes)) / 2;
  if (score < beacon.score) return null;
  return { periodSeconds: period / second, bytes: medianOf(sizes), score };
}

export const medianOf = (values: readonly number[]): number => quantile(values, 0.5);

/** Median of the distances from the median, as a share of it. */
export function dispersionOf(values: readonly number[]): number {
  const median = medianOf(values);
  return median === 0 ? 1 : medianOf(values.map((value) => Math.abs(value - median))) / median;
}

function scoreOf(values: readonly number[]): number {
  return (Math.max(1 - dispersionOf(values), 0) + 1 - Math.abs(skewOf(values))) / 2;
}

/** From -1 to 1; 0 when the quartiles are too close together to tell. */
function skewOf(values: readonly number[]): number {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(values, share)) as [
    number,
    number,
    number,
  ];
  const isNarrow = high - low <= middle * thresholds.beacon.narrowShare;
  return isNarrow || middle === low || middle === high ? 0 : (low + high - 2 * middle) / (high - low);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (above - below) * (place - Math.floor(place));
}
