/**
 * A number of 1 to 8 bytes, RFC 9000 section 16, and where it ends; null when it is cut, or greater than
 * any offset within a packet.
 */
export function readVariable(view: DataView, at: number): { value: number; end: number } | null {
  if (at < 0 || at >= view.byteLength) return null;
  const first = view.getUint8(at);
  const bytes = 1 << (first >> 6);
  if (at + bytes > view.byteLength) return null;
  let value = first & 0x3f;
  for (let index = 1; index < bytes; index += 1) value = value * 256 + view.getUint8(at + index);
  return value < 2 ** 32 ? { value, end: at + bytes } : null;
}
