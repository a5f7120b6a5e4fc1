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
