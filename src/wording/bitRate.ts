import { scaledText } from "./numberText.ts";

const units = ["kbit/s", "Mbit/s", "Gbit/s"] as const;
/** The next unit takes over where one decimal would be "1,000.0". */
const nextUnit = 999.95;

/** 1234567 → "1.2 Mbit/s": the units of links and metrics. */
export function bitRate(bitsPerSecond: number): string {
  if (bitsPerSecond < 999.5) return `${Math.round(bitsPerSecond)} bit/s`;
  let amount = bitsPerSecond / 1000;
  let power = 0;
  while (amount >= nextUnit && power < units.length - 1) {
    amount /= 1000;
    power += 1;
  }
  return `${scaledText(amount)} ${units[power] ?? ""}`;
}
