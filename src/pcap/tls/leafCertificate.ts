import { domainNameText } from "../protocols/domainName.ts";
import { derElement, derSequenceStart, derTags, derTime, type DerElement } from "./der.ts";
import { handshake } from "./handshake.ts";

/** What a server's certificate says, RFC 5280 section 4.1. */
export interface LeafCertificate {
  /** Seconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Its first DNS name, or else the subject's common name; null without either. */
  readonly name: string | null;
}

/** A length of three bytes stands before the list, and another before each certificate. */
const firstCertificateAt = handshake.headerBytes + 3 + 3;
/** Object identifiers, as DER writes them. */
const commonName = [0x55, 0x04, 0x03];
const subjectAltName = [0x55, 0x1d, 0x11];
/** The choice of GeneralName, RFC 5280 section 4.2.1.6. */
const dnsNameTag = 0x82;
const longestName = 100;

/**
 * The first certificate of a Certificate message up to TLS 1.2 (RFC 5246 section 7.4.2); null when it cannot
 * be read. The message may be cut behind its validity.
 *
 * @param start of the handshake message
 */
export function readLeafCertificate(view: DataView, start: number, end: number): LeafCertificate | null {
  const certificate = derSequenceStart(view, start + firstCertificateAt, end);
  const content = certificate === null ? null : derSequenceStart(view, certificate, end);
  if (content === null) return null;
  const fields = new Fields(view, content, end);
  if (fields.peekTag() === derTags.version) fields.next();
  // Serial number, algorithm, issuer.
  for (let field = 0; field < 3; field += 1) fields.next();
  const validity = fields.next();
  if (validity?.tag !== derTags.sequence) return null;
  const times = new Fields(view, validity.start, validity.end);
  const [notBefore, notAfter] = [timeOf(view, times.next()), timeOf(view, times.next())];
  if (notBefore === null || notAfter === null) return null;
  const subject = fields.next();
  return { notBefore, notAfter, name: dnsNameIn(view, fields) ?? commonNameIn(view, subject) };
}

/** Elements one after another. */
class Fields {
  readonly #view: DataView;
  readonly #end: number;
  #at: number;

  constructor(view: DataView, start: number, end: number) {
    this.#view = view;
    this.#at = start;
    this.#end = end;
  }

  peekTag(): number {
    return this.#at < this.#end ? this.#view.getUint8(this.#at) : -1;
  }

  /** Null at the end, and from the first one on that is cut. */
  next(): DerElement | null {
    const element = derElement(this.#view, this.#at, this.#end);
    this.#at = element?.end ?? this.#end;
    return element;
  }
}

const timeOf = (view: DataView, element: DerElement | null): number | null =>
  element === null ? null : derTime(view, element);

/** Looks through what follows the subject: its public key, identifiers, extensions. */
function dnsNameIn(view: DataView, fields: Fields): string | null {
  for (let field = fields.next(); field !== null; field = fields.next())
    if (field.tag === derTags.extensions) return alternativeName(view, field);
  return null;
}

function alternativeName(view: DataView, { start, end }: DerElement): string | null {
  const list = derElement(view, start, end);
  if (list === null) return null;
  const all = new Fields(view, list.start, list.end);
  for (let one = all.next(); one !== null; one = all.next()) {
    const parts = new Fields(view, one.start, one.end);
    if (!isIdentifier(view, parts.next(), subjectAltName)) continue;
    const value = parts.peekTag() === derTags.boolean ? (parts.next(), parts.next()) : parts.next();
    const names = value === null ? null : derElement(view, value.start, value.end);
    return names === null ? null : firstDnsName(view, names);
  }
  return null;
}

function firstDnsName(view: DataView, { start, end }: DerElement): string | null {
  const names = new Fields(view, start, end);
  for (let name = names.next(); name !== null; name = names.next())
    if (name.tag === dnsNameTag) return textOf(view, name);
  return null;
}

/** The subject is a sequence of sets of pairs: an attribute's identifier and its value. */
function commonNameIn(view: DataView, subject: DerElement | null): string | null {
  if (subject === null) return null;
  const sets = new Fields(view, subject.start, subject.end);
  for (let set = sets.next(); set !== null; set = sets.next()) {
    const pair = derElement(view, set.start, set.end);
    if (pair === null) continue;
    const parts = new Fields(view, pair.start, pair.end);
    if (!isIdentifier(view, parts.next(), commonName)) continue;
    const value = parts.next();
    return value === null ? null : textOf(view, value);
  }
  return null;
}

function isIdentifier(view: DataView, element: DerElement | null, wanted: readonly number[]): boolean {
  if (element?.tag !== derTags.objectIdentifier) return false;
  if (element.end - element.start !== wanted.length) return false;
  return wanted.every((byte, index) => view.getUint8(element.start + index) === byte);
}

const textOf = (view: DataView, { start, end }: DerElement): string | null =>
  end === start ? null : domainNameText(view, start, Math.min(end - start, longestName));
