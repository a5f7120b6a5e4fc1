const units = ["KiB", "MiB", "GiB"] as const;

/** 104857600 → "100 MiB". */
export function roughBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length);
  const unit = units[power - 1];
  if (unit === undefined) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  return `${(bytes / 1024 ** power).toFixed(1).replace(/\.0$/, "")} ${unit}`;
}

/** 123456 → "120.6 KiB (123,456 bytes)". */
export const exactBytes = (bytes: number): string =>
  bytes < 1024 ? roughBytes(bytes) : `${roughBytes(bytes)} (${bytes.toLocaleString("en-US")} bytes)`;
