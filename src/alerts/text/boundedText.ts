/** Control characters, and the marks that reorder the text around them: none has a place in a name or a sentence. */
const unwanted = /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/gu;

/** Untrusted text made fit to keep: at most `length` characters, well-formed, without control characters. */
export function boundedText(text: string, length: number): string {
  const clean = text
    // Cut first, so that the work done here does not grow with what was sent.
    .slice(0, length * 2)
    .replace(unwanted, " ")
    .trim();
  return (clean.length > length ? `${clean.slice(0, length - 1)}…` : clean).toWellFormed();
}

/** As boundedText; null for a text with nothing in it. */
export const boundedOrNull = (text: string | null, length: number): string | null =>
  text === null ? null : boundedText(text, length) || null;
