import { numberText, scaledText } from "./numberText.ts";

const units = ["KiB", "MiB", "GiB", "TiB"] as const;
/** The next unit takes over where one decimal would be "1,000.0". */
const nextUnit = 999.95;

/** 104857600 → "100 MiB"; 1029017 → "1.0 MiB", never "1,004.9 KiB". */
export function roughBytes(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? "1 byte" : `${numberText(bytes)} bytes`;
  let amount = bytes / 1024;
  let power = 0;
  while (amount >= nextUnit && power < units.length - 1) {
    amount /= 1024;
    power += 1;
  }
  return `${scaledText(amount)} ${units[power] ?? ""}`;
}

/** 123456 → "120.6 KiB (123,456 bytes)". */
export const exactBytes = (bytes: number): string =>
  bytes < 1024 ? roughBytes(bytes) : `${roughBytes(bytes)} (${numberText(bytes)} bytes)`;
