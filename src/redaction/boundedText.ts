/** Control characters, and marks that reorder the text around them: no name or sentence needs them. */
const unwanted = /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/gu;

/**
 * Untrusted text made safe to store: at most `length` characters, well-formed, without control characters.
 */
export function boundedText(text: string, length: number): string {
  const clean = text
    // Cut first, so that the work does not grow with the input.
    .slice(0, length * 2)
    .replace(unwanted, " ")
    .trim();
  return (clean.length > length ? `${clean.slice(0, length - 1)}…` : clean).toWellFormed();
}

/** Like boundedText; null for an empty text. */
export const boundedOrNull = (text: string | null, length: number): string | null =>
  text === null ? null : boundedText(text, length) || null;
