const [minute, hour, day] = [60, 3600, 86_400];

/** How long ago something was: "just now", "12 min ago", "3 h ago", "2 days ago". */
export function agoText(seconds: number): string {
  if (seconds < 45) return "just now";
  if (seconds < 59.5 * minute) return `${Math.max(Math.round(seconds / minute), 1)} min ago`;
  if (seconds < 23.5 * hour) return `${Math.round(seconds / hour)} h ago`;
  const days = Math.round(seconds / day);
  return `${days} ${days === 1 ? "day" : "days"} ago`;
}
