/**
 * How far a capture is, 0 to 100. The app's figure is as old as its last look at the session: time goes on
 * since.
 *
 * @param since when the app looked, ISO 8601
 * @param now milliseconds since the epoch
 */
export function percentNow(percent: number, endsAt: string | null, since: string, now: number): number {
  const [end, then] = [Date.parse(endsAt ?? ""), Date.parse(since)];
  if (percent >= 100 || !(end > then) || !(now > then)) return percent;
  const whole = (end - then) / (1 - percent / 100);
  const reached = Math.floor(100 - ((end - now) / whole) * 100);
  return Math.min(Math.max(reached, percent), 99);
}
