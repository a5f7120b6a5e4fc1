import { oneLine } from "../text/oneLine.ts";
import { unbroken } from "../text/unbroken.ts";

/** A text on one line, in which no line ends within a quantity. */
export const prose = (text: string): string => unbroken(oneLine(text));
