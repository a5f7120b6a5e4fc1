import { field8, field16 } from "./field.ts";

/** Tags of ASN.1's distinguished encoding rules (X.690). */
const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  nothing: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One element: its tag, its length, its content. */
export function derElement(type: number, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(content);
  const length =
    bytes.length < 0x80
      ? field8(bytes.length)
      : bytes.length < 0x100
        ? field8(0x81, bytes.length)
        : Buffer.concat([field8(0x82), field16(bytes.length)]);
  return Buffer.concat([field8(type), length, bytes]);
}

export const derSequence = (...content: readonly Buffer[]): Buffer => derElement(tag.sequence, ...content);
export const derSet = (...content: readonly Buffer[]): Buffer => derElement(tag.set, ...content);
export const derNull = (): Buffer => derElement(tag.nothing);
export const derTrue = (): Buffer => derElement(tag.boolean, field8(0xff));
export const derOctets = (content: Buffer): Buffer => derElement(tag.octetString, content);
export const derBits = (content: Buffer): Buffer => derElement(tag.bitString, field8(0), content);
export const derText = (text: string): Buffer => derElement(tag.utf8String, Buffer.from(text));

/** A positive integer. */
export function derInteger(magnitude: Buffer): Buffer {
  const isNegative = (magnitude[0] ?? 0) >= 0x80;
  return derElement(tag.integer, ...(isNegative ? [field8(0)] : []), magnitude);
}

/** An object identifier such as "2.5.4.3". */
export function derObject(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const bytes = rest.flatMap(septets);
  return derElement(tag.objectIdentifier, field8(first * 40 + second, ...bytes));
}

/** A number of seven bits a byte, the last byte marked. */
function septets(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}

/** A moment of milliseconds since 1970, before 2050. */
export function derTime(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/\D/g, "");
  return derElement(tag.utcTime, Buffer.from(`${digits.slice(2, 14)}Z`));
}
