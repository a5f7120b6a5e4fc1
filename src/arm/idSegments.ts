/**
 * The segments of an ARM id. Ids copied from a URL are percent-encoded and are decoded here; null for a text
 * that is no path, and where decoding would make a separator of its own.
 */
export function idSegments(text: string): readonly string[] | null {
  if (!text.startsWith("/")) return null;
  try {
    const segments = text.slice(1).replace(/\/$/, "").split("/").map(decoded);
    return segments.some((segment) => /[/%]/.test(segment)) ? null : segments;
  } catch {
    return null;
  }
}

/** Names of Azure have no combining marks: such a text is a decomposed one, as macOS writes it. */
function decoded(segment: string): string {
  const text = decodeURIComponent(segment);
  return /\p{M}/u.test(text) ? text.normalize("NFC") : text;
}
