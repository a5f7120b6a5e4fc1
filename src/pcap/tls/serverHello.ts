import { extensions, findExtension, handshake, sessionIdAt } from "./handshake.ts";

const cipherAndCompressionBytes = 3;

/**
 * The version that a ServerHello chooses, RFC 8446 section 4.1.3: that of its extension, or else its own
 * field; null when that is cut.
 *
 * @param start of the handshake message
 */
export function readServerHello(view: DataView, start: number, end: number): number | null {
  const versionAt = start + handshake.headerBytes;
  if (versionAt + 2 > end) return null;
  const version = view.getUint16(versionAt);
  const sessionId = start + sessionIdAt;
  if (sessionId >= end) return version;
  const at = sessionId + 1 + view.getUint8(sessionId) + cipherAndCompressionBytes;
  const found = findExtension(view, at + 2, end, extensions.supportedVersions);
  return found !== null && found.length === 2 && found.at + 2 <= end ? view.getUint16(found.at) : version;
}
