interface Size {
  readonly width: number;
  readonly height: number;
}

/** A line through the values, the peak at the top; a single value is a level line. Empty without a value. */
export function sparkPath(values: readonly number[], { width, height }: Size): string {
  const all = values.length === 1 ? [...values, ...values] : values;
  const peak = Math.max(...all, 0);
  return all
    .map((value, index) => {
      const x = ((index / (all.length - 1)) * width).toFixed(1);
      // The line is as thick as what is left free above and below it.
      const y = (height - 1 - (peak === 0 ? 0 : value / peak) * (height - 3)).toFixed(1);
      return `${index === 0 ? "M" : "L"}${x} ${y}`;
    })
    .join(" ");
}
