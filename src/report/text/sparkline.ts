const heights = " ▁▂▃▄▅▆▇█";

/** One character for each column; every column with at least one byte shows. */
export const sparkline = (columns: readonly number[], most = Math.max(...columns, 1)): string =>
  columns.map((bytes) => heights[Math.ceil((bytes / most) * (heights.length - 1))] ?? " ").join("");
