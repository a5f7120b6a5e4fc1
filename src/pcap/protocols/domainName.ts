const printable = (code: number): boolean => code > 0x20 && code < 0x7f && code !== 0x5c;

/**
 * The bytes of a name as lower-case text; a byte that a name cannot have is a backslash and three digits (RFC
 * 1035 section 5.1).
 */
export function domainNameText(view: DataView, offset: number, length: number): string {
  let text = "";
  for (let at = offset; at < offset + length; at += 1) {
    const code = view.getUint8(at);
    if (code >= 0x41 && code <= 0x5a) text += String.fromCharCode(code + 0x20);
    else text += printable(code) ? String.fromCharCode(code) : `\\${String(code).padStart(3, "0")}`;
  }
  return text;
}
