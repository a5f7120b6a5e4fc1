const longest = 2_000;

/**
 * Untrusted text on one line, so that it can forge neither a header nor a line of the report: without line
 * breaks, control characters, or marks that reorder the text around them.
 */
export function oneLine(text: string, length = longest): string {
  const line = text
    .slice(0, length * 2)
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
  return (line.length > length ? `${line.slice(0, length - 1)}…` : line).toWellFormed();
}
