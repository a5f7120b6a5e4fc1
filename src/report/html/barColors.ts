import type { BarTone } from "../section.ts";

/** Mid-tones: visible on white, on black, and after a mail client has inverted them. */
export const barColors: Readonly<Record<BarTone, string>> = {
  sent: "#2f7fd0",
  received: "#b9781f",
  other: "#7a7f87",
};
