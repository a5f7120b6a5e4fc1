import { unbroken } from "../../wording/unbroken.ts";
import { oneLine } from "../text/oneLine.ts";

/** A text on one line, in which no line ends within a quantity. */
export const prose = (text: string): string => unbroken(oneLine(text));
