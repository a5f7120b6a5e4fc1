import { createCipheriv, createDecipheriv } from "node:crypto";
import { initialKeys, quicVersions, type InitialKeys } from "./initialKeys.ts";
import { readVariable } from "./readVariable.ts";

/** The header of a client's Initial packet, RFC 9000 section 17.2.2: offsets and limits in bytes. */
const header = { version: 1, connectionIdLength: 5, connectionId: 6, leastId: 8, mostId: 20 } as const;
const sampleBytes = 16;
const tagBytes = 16;
/** A packet number takes at most so many, and the sample begins behind them. */
const longestNumber = 4;

/** Whether a datagram may begin with a client's Initial packet of a known version. */
export const mayBeInitial = (view: DataView, at: number, end: number): boolean =>
  end - at > header.connectionId + header.leastId &&
  (view.getUint8(at) & 0xc0) === 0xc0 &&
  quicVersions.get(view.getUint32(at + header.version))?.initialType === ((view.getUint8(at) >> 4) & 3) &&
  view.getUint8(at + header.connectionIdLength) >= header.leastId &&
  view.getUint8(at + header.connectionIdLength) <= header.mostId;

/**
 * The frames of a client's Initial packet, without its protection; null for what is none, is cut, or is
 * protected with other keys: a server's, or a client's after the server has chosen another connection id.
 */
export function openInitial(datagram: Uint8Array): Buffer | null {
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  const version = quicVersions.get(view.getUint32(header.version));
  if (version === undefined) return null;
  const idEnd = header.connectionId + view.getUint8(header.connectionIdLength);
  if (idEnd + 1 > view.byteLength) return null;
  const token = readVariable(view, idEnd + 1 + view.getUint8(idEnd));
  const length = token === null ? null : readVariable(view, token.end + token.value);
  if (length === null) return null;
  const end = length.end + length.value;
  if (end > view.byteLength || length.value < longestNumber + sampleBytes) return null;
  const keys = initialKeys(version, datagram.subarray(header.connectionId, idEnd));
  return unprotected(Buffer.from(datagram.subarray(0, end)), length.end, keys);
}

/** RFC 9001 sections 5.3 and 5.4. @param numberAt where the packet number begins */
function unprotected(
  packet: Buffer,
  numberAt: number,
  { key, iv, mask: maskKey }: InitialKeys,
): Buffer | null {
  const sampleAt = numberAt + longestNumber;
  const cipher = createCipheriv("aes-128-ecb", maskKey, null);
  const mask = cipher.update(packet.subarray(sampleAt, sampleAt + sampleBytes));
  const first = (packet[0] ?? 0) ^ ((mask[0] ?? 0) & 0x0f);
  packet[0] = first;
  const numberBytes = (first & 3) + 1;
  const nonce = Buffer.from(iv);
  for (let index = 0; index < numberBytes; index += 1) {
    const byte = (packet[numberAt + index] ?? 0) ^ (mask[index + 1] ?? 0);
    packet[numberAt + index] = byte;
    const place = nonce.length - numberBytes + index;
    nonce[place] = (nonce[place] ?? 0) ^ byte;
  }
  const decipher = createDecipheriv("aes-128-gcm", key, nonce);
  decipher.setAAD(packet.subarray(0, numberAt + numberBytes));
  decipher.setAuthTag(packet.subarray(-tagBytes));
  const frames = decipher.update(packet.subarray(numberAt + numberBytes, -tagBytes));
  try {
    decipher.final();
    return frames;
  } catch {
    return null;
  }
}
