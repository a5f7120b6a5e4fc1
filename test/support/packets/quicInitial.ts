import { createCipheriv, createHmac } from "node:crypto";
import { u8, u16, u32 } from "./wire.ts";

/** Versions of QUIC by number: salt, prefix of the labels, first byte of an Initial packet. */
const versions = {
  1: { salt: "38762cf7f55934b34d179ae6a4c80cadccbb7f0a", label: "quic", first: 0xc0 },
  0x6b3343cf: { salt: "0dede3def700a6db819381be6e269dcbf9bd2ed9", label: "quicv2", first: 0xd0 },
} as const;

const hmac = (key: Buffer, data: Buffer): Buffer => createHmac("sha256", key).update(data).digest();
const expand = (secret: Buffer, name: string, bytes: number): Buffer =>
  hmac(
    secret,
    Buffer.concat([u16(bytes), u8(name.length + 6), Buffer.from(`tls13 ${name}`), u8(0, 1)]),
  ).subarray(0, bytes);

/** A number below 16,384 as QUIC writes it. */
const variable = (value: number): Buffer => (value < 64 ? u8(value) : u16(0x4000 | value));

export const cryptoFrame = (offset: number, data: Buffer): Buffer =>
  Buffer.concat([u8(6), variable(offset), variable(data.length), data]);

interface InitialFields {
  readonly connectionId: Buffer;
  readonly number: number;
  readonly version?: keyof typeof versions;
  readonly token?: Buffer;
}

/** A client's Initial packet with these frames, padded to 1,200 bytes: RFC 9001 section 5. */
export function quicInitial(
  { connectionId, number, version = 1, token = Buffer.alloc(0) }: InitialFields,
  frames: Buffer,
): Buffer {
  const { salt, label, first } = versions[version];
  const secret = expand(hmac(Buffer.from(salt, "hex"), connectionId), "client in", 32);
  const plain = Buffer.concat([frames, Buffer.alloc(Math.max(1150 - frames.length - token.length, 0))]);
  const numberBytes = 2;
  const header = Buffer.concat([
    u8(first | (numberBytes - 1)),
    u32(version),
    u8(connectionId.length),
    connectionId,
    u8(0),
    variable(token.length),
    token,
    u16(0x4000 | (numberBytes + plain.length + 16)),
    u16(number),
  ]);
  const nonce = expand(secret, `${label} iv`, 12);
  nonce.writeUInt16BE(nonce.readUInt16BE(10) ^ number, 10);
  const cipher = createCipheriv("aes-128-gcm", expand(secret, `${label} key`, 16), nonce);
  cipher.setAAD(header);
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const sample = body.subarray(4 - numberBytes, 20 - numberBytes);
  const mask = createCipheriv("aes-128-ecb", expand(secret, `${label} hp`, 16), null).update(sample);
  header[0] = (header[0] ?? 0) ^ ((mask[0] ?? 0) & 0x0f);
  for (let index = 0; index < numberBytes; index += 1) {
    const at = header.length - numberBytes + index;
    header[at] = (header[at] ?? 0) ^ (mask[index + 1] ?? 0);
  }
  return Buffer.concat([header, body]);
}
