/** "02:00:41" in a zone, with the fraction that a span below a second needs. Seconds since the epoch. */
export function clockTime(seconds: number, timeZone: string, step = 1): string {
  const digits = step >= 1 ? undefined : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3;
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    ...(digits === undefined ? {} : { fractionalSecondDigits: digits }),
  })
    .format(seconds * 1000)
    .replace(",", ".");
}
