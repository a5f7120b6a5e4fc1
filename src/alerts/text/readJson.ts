type JsonReading =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly detail: string };

/** Reads the bytes of a request as JSON in UTF-8, with or without a byte order mark. */
export function readJson(bytes: Uint8Array): JsonReading {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, detail: "The body must be JSON in UTF-8; it holds bytes that are not UTF-8." };
  }
  if (text.trim() === "") return { ok: false, detail: "The body must be a JSON object; it is empty." };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const cause = error instanceof SyntaxError ? error.message : "it cannot be read";
    return { ok: false, detail: `The body must be JSON: ${cause.slice(0, 200)}.` };
  }
}
