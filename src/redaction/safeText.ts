import { withoutSecrets } from "./withoutSecrets.ts";

/** Marks without a width, and those that turn the direction of the text around them: some hide a word. */
const invisible = /[\p{Cf}\u034f\u115f\u1160\u3164\uffa0]/gu;
const controls = /(?!\n)\p{Cc}/gu;
const lineEnds = /[\n\p{Zl}\p{Zp}]/gu;

/** The end of a secret that a cut leaves is too short to be known as one. */
const cutWord = /(?<![\w+/~.%=-])[\w+/~.%=-]{1,99}$/;

/**
 * A text of somebody else made safe to store, to log and to show: at most `length` characters of one line,
 * without control characters and secrets.
 */
export function safeText(text: string, length: number): string {
  // Cut first, so that the work does not grow with the input.
  const seen = text.slice(0, length * 2 + 2000);
  const isCut = seen.length < text.length;
  const visible = (isCut ? seen.replace(cutWord, "") : seen).replace(invisible, "").replace(controls, " ");
  const clean = withoutSecrets(visible).replace(lineEnds, " ").trim();
  return (isCut || clean.length > length ? `${clean.slice(0, length - 1)}…` : clean).toWellFormed();
}
