import {
  derBits,
  derElement,
  derInteger,
  derNull,
  derObject,
  derOctets,
  derSequence,
  derSet,
  derText,
  derTime,
  derTrue,
} from "./der.ts";
import type { Random } from "../random.ts";

const object = {
  commonName: "2.5.4.3",
  rsaEncryption: "1.2.840.113549.1.1.1",
  sha256WithRsa: "1.2.840.113549.1.1.11",
  keyUsage: "2.5.29.15",
  subjectAlternativeName: "2.5.29.17",
} as const;

interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since 1970, whole seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** An X.509 certificate (RFC 5280) of a random RSA key. Nobody could verify its signature. */
export function certificate(random: Random, facts: CertificateFacts): Buffer {
  const algorithm = derSequence(derObject(object.sha256WithRsa), derNull());
  const signed = derSequence(
    derElement(0xa0, derInteger(Buffer.from([2]))),
    derInteger(positive(random.bytes(16))),
    algorithm,
    name(facts.issuer),
    derSequence(derTime(facts.notBefore), derTime(facts.notAfter)),
    name(facts.subject),
    publicKey(random),
    derElement(0xa3, derSequence(...extensions(facts.subject))),
  );
  return derSequence(signed, algorithm, derBits(random.bytes(256)));
}

const name = (text: string) => derSequence(derSet(derSequence(derObject(object.commonName), derText(text))));

function publicKey(random: Random): Buffer {
  const modulus = Buffer.from(random.bytes(256));
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  modulus[255] = (modulus[255] ?? 0) | 1;
  const key = derSequence(derInteger(modulus), derInteger(Buffer.from([1, 0, 1])));
  return derSequence(derSequence(derObject(object.rsaEncryption), derNull()), derBits(key));
}

/** A serial number's first bits are zero and one, so that it is short and positive. */
function positive(bytes: Buffer): Buffer {
  const number = Buffer.from(bytes);
  number[0] = ((number[0] ?? 0) & 0x3f) | 0x40;
  return number;
}

const extensions = (subject: string): readonly Buffer[] => [
  // Digital signature and key encipherment.
  derSequence(derObject(object.keyUsage), derTrue(), derOctets(derElement(0x03, Buffer.from([5, 0xa0])))),
  derSequence(
    derObject(object.subjectAlternativeName),
    derOctets(derSequence(derElement(0x82, Buffer.from(subject)))),
  ),
];
