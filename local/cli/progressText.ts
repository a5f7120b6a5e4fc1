import { barText } from "./barText.ts";

const width = 30;

/** "[###########...................]  37%" */
export const progressText = (percent: number): string =>
  `[${barText(percent / 100, width, ["#", "."])}] ${String(percent).padStart(3)}%`;
