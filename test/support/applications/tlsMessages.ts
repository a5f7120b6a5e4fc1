import { u8, u16 } from "../packets/wire.ts";

const u24 = (value: number): Buffer => Buffer.concat([u8(value >> 16), u16(value & 0xffff)]);

const message = (type: number, body: Buffer): Buffer => Buffer.concat([u8(type), u24(body.length), body]);

/** Handshake messages in one record, or in records of `most` bytes. */
export function tlsRecords(content: Buffer, most = 16_384): Buffer {
  const records: Buffer[] = [];
  for (let at = 0; at < content.length; at += most) {
    const part = content.subarray(at, at + most);
    records.push(u8(22, 3, 3), u16(part.length), part);
  }
  return Buffer.concat(records);
}

/** A ServerHello that chooses this version: 1.3 by its extension, others by their own field. */
export function serverHello(version: number): Buffer {
  const extension = version === 0x0304 ? Buffer.concat([u16(43, 2, version)]) : u16(0xff01, 0);
  return message(
    2,
    Buffer.concat([
      u16(Math.min(version, 0x0303)),
      Buffer.alloc(32, 5),
      u8(0),
      u16(0x1301),
      u8(0),
      u16(extension.length),
      extension,
    ]),
  );
}

export const serverHelloDone = message(14, Buffer.alloc(0));

/** A Certificate message of TLS 1.2 with these certificates. */
export function certificateMessage(certificates: readonly Buffer[]): Buffer {
  const list = Buffer.concat(certificates.flatMap((one) => [u24(one.length), one]));
  return message(11, Buffer.concat([u24(list.length), list]));
}

export const tlsAlert = (level: number, description: number): Buffer =>
  Buffer.concat([u8(21, 3, 3), u16(2), u8(level, description)]);

/** An element of DER: its tag, the shortest form of its length, its content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 128) return Buffer.concat([u8(tag, body.length), body]);
  const length = body.length < 256 ? u8(0x81, body.length) : Buffer.concat([u8(0x82), u16(body.length)]);
  return Buffer.concat([u8(tag), length, body]);
}

interface CertificateFields {
  readonly notBefore: string;
  readonly notAfter: string;
  readonly commonName: string;
  readonly dnsNames?: readonly string[];
  /** Bytes of the public key, which is not a real one. */
  readonly keyBytes?: number;
}

/** "2026-11-26T00:00:00Z" → UTCTime, or GeneralizedTime from 2050 on. */
function time(text: string): Buffer {
  const digits = text.replace(/[-:T]|\.\d+/g, "");
  return text < "2050" ? der(23, Buffer.from(digits.slice(2))) : der(24, Buffer.from(digits));
}

const algorithm = (): Buffer => der(0x30, der(6, u8(0x2a, 0x86, 0x48, 0x86, 0xf7, 1, 1, 11)), der(5));
const nameOf = (commonName: string): Buffer =>
  der(
    0x30,
    der(0x31, der(0x30, der(6, u8(0x55, 4, 10)), der(12, Buffer.from("Example Ltd")))),
    der(0x31, der(0x30, der(6, u8(0x55, 4, 3)), der(12, Buffer.from(commonName)))),
  );

/** An X.509 certificate whose signature is not a real one. */
export function certificateOf(fields: CertificateFields): Buffer {
  const { notBefore, notAfter, commonName, dnsNames = [], keyBytes = 64 } = fields;
  const names = der(0x30, ...dnsNames.map((name) => der(0x82, Buffer.from(name))));
  const usage = der(0x30, der(6, u8(0x55, 0x1d, 15)), der(1, u8(255)), der(4, der(3, u8(5, 0xa0))));
  const alternative = der(0x30, der(6, u8(0x55, 0x1d, 17)), der(4, names));
  const content = der(
    0x30,
    der(0xa0, der(2, u8(2))),
    der(2, u8(1, 2, 3)),
    algorithm(),
    nameOf("Example CA"),
    der(0x30, time(notBefore), time(notAfter)),
    nameOf(commonName),
    der(0x30, algorithm(), der(3, u8(0), Buffer.alloc(keyBytes, 7))),
    ...(dnsNames.length === 0 ? [] : [der(0xa3, der(0x30, usage, alternative))]),
  );
  return der(0x30, content, algorithm(), der(3, u8(0), Buffer.alloc(64, 9)));
}
