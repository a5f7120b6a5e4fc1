import { field8, field16 } from "./field.ts";

export const contentType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;
export const handshakeType = {
  clientHello: 1,
  serverHello: 2,
  certificate: 11,
  serverKeyExchange: 12,
  serverHelloDone: 14,
} as const;
export const tlsVersion = { tls10: 0x0301, tls12: 0x0303, tls13: 0x0304 } as const;

export const tlsRecord = (type: number, version: number, content: Buffer): Buffer =>
  Buffer.concat([field8(type), field16(version, content.length), content]);

export function tlsHandshakeMessage(type: number, parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([field8(type, 0), field16(length), ...parts]);
}

export const tlsExtension = (type: number, content: Buffer): Buffer =>
  Buffer.concat([field16(type), withLength16(content)]);
export const withLength8 = (content: Buffer): Buffer => Buffer.concat([field8(content.length), content]);
export const withLength16 = (content: Buffer): Buffer => Buffer.concat([field16(content.length), content]);
/** Certificates are counted in three bytes. */
export const withLength24 = (content: Buffer): Buffer =>
  Buffer.concat([field8(0), field16(content.length), content]);
