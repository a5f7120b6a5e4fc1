import { barText } from "./barText.ts";

const width = { most: 30, least: 5 };
/** Brackets, a space and "100%". */
const around = 7;

/**
 * "[###########...................]  37%", with a shorter bar where there is little room, and without one
 * where there is less.
 */
export function progressText(percent: number, room: number = width.most + around): string {
  const number = `${String(Math.floor(percent)).padStart(3)}%`;
  const bar = Math.min(room - around, width.most);
  return bar < width.least ? number : `[${barText(percent / 100, bar, ["#", "."])}] ${number}`;
}
