const isPrintable = (code: number): boolean => code > 0x20 && code < 0x7f && code !== 0x5c;

/**
 * Each byte as text: lower case, and one that a name cannot have as a backslash and three digits (RFC 1035
 * section 5.1).
 */
const texts: readonly string[] = Array.from({ length: 256 }, (_, code) =>
  isPrintable(code) ? String.fromCharCode(code).toLowerCase() : `\\${String(code).padStart(3, "0")}`,
);

/** The bytes of a name as text. */
export function domainNameText(view: DataView, offset: number, length: number): string {
  let text = "";
  for (let at = offset; at < offset + length; at += 1) text += texts[view.getUint8(at)] ?? "";
  return text;
}
