/** "1:54 left", "1:02:03 left"; at the end of its time a capture is "ending". Milliseconds. */
export function remainingText(endsAt: number, now: number): string {
  const seconds = Math.ceil((endsAt - now) / 1000);
  if (seconds <= 0) return "ending";
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60,
  ];
  const two = (value: number): string => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)} left` : `${minutes}:${two(rest)} left`;
}
