import { terminalText } from "./terminalText.ts";

/** Replaces the line of the cursor. A text as wide as the terminal would begin another line: it is cut. */
export const redrawText = (text: string, columns: number): string =>
  `\r\x1b[2K${terminalText.line(text).slice(0, Math.max(columns - 1, 0))}`;
