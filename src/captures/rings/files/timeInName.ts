/** `…/2026/11/26/packetcapture_10_42_07_123.cap`: a day in the folders, a time in the name, both in UTC. */
const form = /\/(\d{4})\/(\d{2})\/(\d{2})\/[^/]*?(?<!\d)(\d{2})_(\d{2})_(\d{2})(?:_(\d{3}))?(?!\d)[^/]*$/;

/**
 * When a capture file was begun, by the form of name that the service was recorded to give; null for any
 * other name. Milliseconds since the epoch.
 */
export function timeInName(path: string): number | null {
  const found = form.exec(`/${path}`);
  // The parser of dates takes almost any text for one.
  if (found === null) return null;
  const [, year, month, day, hour, minute, second, fraction = "000"] = found;
  const time = Date.parse(
    `${year ?? ""}-${month ?? ""}-${day ?? ""}T${hour ?? ""}:${minute ?? ""}:${second ?? ""}.${fraction}Z`,
  );
  return Number.isNaN(time) ? null : time;
}
