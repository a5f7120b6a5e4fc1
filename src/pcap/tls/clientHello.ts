import { domainNameText } from "../protocols/domainName.ts";
import { extensions, findExtension, sessionIdAt } from "./handshake.ts";

/** The list of names in the extension, RFC 6066 section 3: offsets in bytes. */
const serverNameList = { nameType: 2, nameLength: 3, name: 5 } as const;
const hostName = 0;
const longestHostName = 255;

/**
 * The server name in a ClientHello, RFC 8446 section 4.1.2; null when there is none within these bytes.
 *
 * @param start of the handshake message
 */
export function readClientHello(view: DataView, start: number, end: number): string | null {
  // Three fields with lengths follow the random bytes: session id, cipher suites, compression methods.
  let at = start + sessionIdAt;
  if (at >= end) return null;
  at += 1 + view.getUint8(at);
  if (at + 2 > end) return null;
  at += 2 + view.getUint16(at);
  if (at + 1 > end) return null;
  at += 1 + view.getUint8(at);
  const found = findExtension(view, at + 2, end, extensions.serverName);
  return found === null ? null : readServerName(view, found.at, Math.min(found.at + found.length, end));
}

function readServerName(view: DataView, at: number, end: number): string | null {
  const name = at + serverNameList.name;
  if (name > end || view.getUint8(at + serverNameList.nameType) !== hostName) return null;
  const length = view.getUint16(at + serverNameList.nameLength);
  if (length === 0 || length > longestHostName || name + length > end) return null;
  return domainNameText(view, name, length);
}
