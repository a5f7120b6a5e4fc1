const bitUnits = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s"] as const;

/** 1234567 → "1.2 Mbit/s": the units of links and metrics. */
export function bitRate(bitsPerSecond: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bitsPerSecond, 1)) / 3), bitUnits.length - 1);
  const scaled = bitsPerSecond / 1000 ** power;
  return `${scaled.toFixed(power === 0 ? 0 : 1).replace(/\.0$/, "")} ${bitUnits[power] ?? ""}`;
}
