import { nameText } from "./domainName.ts";

const handshakeRecord = 22;
const clientHello = 1;
const serverNameExtension = 0;
const hostName = 0;
const longestHostName = 255;

/** The server name that a TLS ClientHello asks for (RFC 6066, section 3); null when there is none within these bytes. */
export function tlsServerName(view: DataView, start: number, end: number): string | null {
  // Record header 5, handshake header 4, version 2, random 32.
  let at = start + 43;
  if (at >= end || view.getUint8(start) !== handshakeRecord || view.getUint8(start + 5) !== clientHello)
    return null;
  at += 1 + view.getUint8(at);
  if (at + 2 > end) return null;
  at += 2 + view.getUint16(at);
  if (at + 1 > end) return null;
  at += 1 + view.getUint8(at);
  at += 2;
  while (at + 4 <= end) {
    const type = view.getUint16(at);
    const length = view.getUint16(at + 2);
    at += 4;
    if (type === serverNameExtension) return readServerName(view, at, Math.min(at + length, end));
    at += length;
  }
  return null;
}

function readServerName(view: DataView, at: number, end: number): string | null {
  if (at + 5 > end || view.getUint8(at + 2) !== hostName) return null;
  const length = view.getUint16(at + 3);
  if (length === 0 || length > longestHostName || at + 5 + length > end) return null;
  return nameText(view, at + 5, length);
}
