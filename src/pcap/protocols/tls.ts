import { domainNameText } from "./domainName.ts";

/**
 * A record with a ClientHello, RFC 8446 sections 4.1.2 and 5.1: offsets in bytes. Three fields with lengths
 * follow.
 */
const hello = { recordType: 0, handshakeType: 5, sessionId: 43 } as const;
const handshakeRecord = 22;
const clientHello = 1;
/** The extension, RFC 6066 section 3: offsets in bytes. */
const serverNameList = { nameType: 2, nameLength: 3, name: 5 } as const;
const serverNameExtension = 0;
const hostName = 0;
const longestHostName = 255;

/** Whether the bytes at this offset can begin a TLS handshake. */
export const isTlsHandshake = (view: DataView, offset: number): boolean =>
  view.getUint8(offset + hello.recordType) === handshakeRecord;

/** The server name in a TLS ClientHello; null when there is none within these bytes. */
export function tlsServerName(view: DataView, start: number, end: number): string | null {
  let at = start + hello.sessionId;
  if (at >= end || !isTlsHandshake(view, start)) return null;
  if (view.getUint8(start + hello.handshakeType) !== clientHello) return null;
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
  const name = at + serverNameList.name;
  if (name > end || view.getUint8(at + serverNameList.nameType) !== hostName) return null;
  const length = view.getUint16(at + serverNameList.nameLength);
  if (length === 0 || length > longestHostName || name + length > end) return null;
  return domainNameText(view, name, length);
}
