import { field8, field16 } from "./field.ts";
import {
  contentType,
  tlsExtension as extension,
  tlsHandshakeMessage as handshake,
  handshakeType,
  tlsRecord as record,
  tlsVersion as version,
  withLength8,
  withLength16,
} from "./tlsRecord.ts";
import type { Random } from "../random.ts";

const cipher = { aes128Gcm: 0x1301, aes256Gcm: 0x1302, chacha20: 0x1303 } as const;
const x25519 = 0x001d;
const secp256r1 = 0x0017;

/** The longest record: 16 KiB, its content type and the cipher's tag. */
const longestRecord = 16_384 + 1 + 16;
export const tlsRecordHeaderBytes = 5;

/** A TLS 1.3 ClientHello in its record. It names the server in clear text, as most clients do. */
export function tlsClientHello(random: Random, serverName: string): Buffer {
  const extensions = [
    extension(0, withLength16(Buffer.concat([field8(0), withLength16(Buffer.from(serverName))]))),
    extension(23, field8()),
    extension(10, withLength16(field16(x25519, secp256r1))),
    extension(11, field8(1, 0)),
    extension(
      16,
      withLength16(Buffer.concat(["h2", "http/1.1"].map((name) => withLength8(Buffer.from(name))))),
    ),
    extension(13, withLength16(field16(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501))),
    extension(51, withLength16(keyShare(random))),
    extension(45, field8(1, 1)),
    extension(43, withLength8(field16(version.tls13, version.tls12))),
  ];
  const ciphers = field16(
    cipher.aes128Gcm,
    cipher.aes256Gcm,
    cipher.chacha20,
    0xc02b,
    0xc02f,
    0xc02c,
    0xc030,
  );
  const hello = [
    field16(version.tls12),
    random.bytes(32),
    withLength8(random.bytes(32)),
    withLength16(ciphers),
    field8(1, 0),
    withLength16(Buffer.concat(extensions)),
  ];
  return record(contentType.handshake, version.tls10, handshake(handshakeType.clientHello, hello));
}

/** The server's reply: ServerHello, ChangeCipherSpec, then encrypted data such as its certificate. */
export function tlsServerFlight(random: Random, encryptedBytes = random.integer(2_400, 4_200)): Buffer {
  const hello = [
    field16(version.tls12),
    random.bytes(32),
    withLength8(random.bytes(32)),
    field16(cipher.aes256Gcm),
    field8(0),
    withLength16(Buffer.concat([extension(51, keyShare(random)), extension(43, field16(version.tls13))])),
  ];
  return Buffer.concat([
    record(contentType.handshake, version.tls12, handshake(handshakeType.serverHello, hello)),
    record(contentType.changeCipherSpec, version.tls12, field8(1)),
    tlsApplicationData(random, encryptedBytes),
  ]);
}

/** The client's last message of the handshake. */
export const tlsClientFinished = (random: Random): Buffer =>
  Buffer.concat([
    record(contentType.changeCipherSpec, version.tls12, field8(1)),
    tlsApplicationData(random, 53),
  ]);

/** Encrypted records of `length` bytes in all without headers, at most `recordBytes` each. */
export function tlsApplicationData(random: Random, length: number, recordBytes = longestRecord): Buffer {
  const records: Buffer[] = [];
  for (let left = length; left > 0; left -= recordBytes)
    records.push(
      record(contentType.applicationData, version.tls12, random.bytes(Math.min(left, recordBytes))),
    );
  return Buffer.concat(records);
}

const keyShare = (random: Random) => Buffer.concat([field16(x25519), withLength16(random.bytes(32))]);
