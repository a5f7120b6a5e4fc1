/**
 * A handshake message, RFC 8446 section 4: its type, then the length of its content in three bytes. Types by
 * number.
 */
export const handshake = {
  headerBytes: 4,
  clientHello: 1,
  serverHello: 2,
  certificate: 11,
  serverHelloDone: 14,
} as const;

/** Extensions by number, RFC 8446 section 4.2. */
export const extensions = { serverName: 0, supportedVersions: 43 } as const;

/** Versions of the protocol. */
export const tlsVersions = {
  ssl30: 0x0300,
  tls10: 0x0301,
  tls11: 0x0302,
  tls12: 0x0303,
  tls13: 0x0304,
} as const;

/** Random bytes at the beginning of a hello. */
const randomBytes = 32;
/** Offset of the session id's length: header, version, random bytes. */
export const sessionIdAt = handshake.headerBytes + 2 + randomBytes;

/** Where the data of an extension begins, and its length; null when there is none within these bytes. */
export function findExtension(
  view: DataView,
  from: number,
  end: number,
  wanted: number,
): { at: number; length: number } | null {
  let at = from;
  while (at + 4 <= end) {
    const length = view.getUint16(at + 2);
    if (view.getUint16(at) === wanted) return { at: at + 4, length };
    at += 4 + length;
  }
  return null;
}
