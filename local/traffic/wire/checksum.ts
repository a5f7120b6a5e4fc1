/** The Internet checksum of RFC 1071 over consecutive parts. All but the last have an even length. */
export function checksum(...parts: readonly Buffer[]): number {
  let sum = 0;
  for (const part of parts) sum += sum16(part);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

function sum16(bytes: Buffer): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const even = bytes.length & ~1;
  let sum = 0;
  for (let offset = 0; offset < even; offset += 2) sum += view.getUint16(offset);
  return even === bytes.length ? sum : sum + (view.getUint8(even) << 8);
}
