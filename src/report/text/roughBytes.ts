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

/** 3, "packet" → "3 packets". */
export const many = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

const bitUnits = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s"] as const;

/** 1234567 → "1.2 Mbit/s": rates in the units in which links and metrics are given. */
export function bitRate(bitsPerSecond: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bitsPerSecond, 1)) / 3), bitUnits.length - 1);
  const scaled = bitsPerSecond / 1000 ** power;
  return `${scaled.toFixed(power === 0 ? 0 : 1).replace(/\.0$/, "")} ${bitUnits[power] ?? ""}`;
}

/** 0.934 → "93 %". Never says all or nothing of what is not. */
export function shareText(share: number): string {
  if (share > 0.99 && share < 1) return ">99 %";
  if (share < 0.01 && share > 0) return "<1 %";
  return `${Math.round(share * 100)} %`;
}

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

/** 3723 → "1 hour 2 minutes 3 seconds". */
export function durationText(seconds: number): string {
  const whole = Math.max(Math.round(seconds), 0);
  const parts = [
    [Math.floor(whole / 3600), "hour"],
    [Math.floor((whole % 3600) / 60), "minute"],
    [whole % 60, "second"],
  ] as const;
  const text = parts.filter(([count]) => count > 0).map(([count, unit]) => counted(count, unit));
  return text.length === 0 ? "0 seconds" : text.join(" ");
}
