const padded = (value: number): string => String(value).padStart(2, "0");

/** "1:54 left", "1:02:03 left"; null once it is over, and without an end. */
export function timeLeft(endsAt: string | null, now: number): string | null {
  const seconds = endsAt === null ? NaN : Math.ceil((Date.parse(endsAt) - now) / 1000);
  if (!(seconds > 0)) return null;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const clock =
    hours > 0 ? `${hours}:${padded(minutes)}:${padded(seconds % 60)}` : `${minutes}:${padded(seconds % 60)}`;
  return `${clock} left`;
}
