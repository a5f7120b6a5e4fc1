import { field8, field16 } from "./field.ts";
import {
  contentType,
  handshakeType,
  tlsExtension,
  tlsHandshakeMessage,
  tlsRecord,
  tlsVersion,
  withLength8,
  withLength16,
  withLength24,
} from "./tlsRecord.ts";
import type { Random } from "../random.ts";

const ecdheRsaAes128Gcm = 0xc02f;
const ellipticCurve = field8(3);
const x25519 = 0x001d;
const rsaPkcs1Sha256 = 0x0401;
const renegotiationInfo = 0xff01;

/** A TLS 1.2 server's reply, all in clear: ServerHello, its certificates, its key, and the end. */
export function tls12ServerFlight(random: Random, certificates: readonly Buffer[]): Buffer {
  const { serverHello, certificate, serverKeyExchange, serverHelloDone } = handshakeType;
  const hello = [
    field16(tlsVersion.tls12),
    random.bytes(32),
    withLength8(random.bytes(32)),
    field16(ecdheRsaAes128Gcm),
    field8(0),
    withLength16(tlsExtension(renegotiationInfo, field8(0))),
  ];
  const key = [
    ellipticCurve,
    field16(x25519),
    withLength8(random.bytes(32)),
    field16(rsaPkcs1Sha256),
    withLength16(random.bytes(256)),
  ];
  return Buffer.concat([
    message(serverHello, hello),
    message(certificate, [withLength24(Buffer.concat(certificates.map(withLength24)))]),
    message(serverKeyExchange, key),
    message(serverHelloDone, []),
  ]);
}

const message = (type: number, parts: readonly Buffer[]) =>
  tlsRecord(contentType.handshake, tlsVersion.tls12, tlsHandshakeMessage(type, parts));

/** A fatal alert in clear (RFC 5246, section 7.2): the certificate has expired. */
export const tlsCertificateExpired = (): Buffer =>
  tlsRecord(contentType.alert, tlsVersion.tls12, field8(2, 45));
