/** Tags of DER that are read, X.690 section 8. */
export const derTags = {
  boolean: 1,
  bitString: 3,
  octetString: 4,
  objectIdentifier: 6,
  utcTime: 23,
  generalizedTime: 24,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
  extensions: 0xa3,
} as const;

/** One element: its tag, and where its content begins and ends. */
export interface DerElement {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const mostLengthBytes = 3;

/**
 * The element at this offset; null when it is not whole within these bytes. It always ends behind where it
 * begins, so that a walk from one to the next one ends.
 */
export function derElement(view: DataView, at: number, end: number): DerElement | null {
  if (at + 2 > end) return null;
  const first = view.getUint8(at + 1);
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const lengthBytes = first & 0x7f;
    if (lengthBytes === 0 || lengthBytes > mostLengthBytes || start + lengthBytes > end) return null;
    length = 0;
    for (let byte = 0; byte < lengthBytes; byte += 1) length = length * 256 + view.getUint8(start + byte);
    start += lengthBytes;
  }
  return start + length > end ? null : { tag: view.getUint8(at), start, end: start + length };
}

/** Where the content of a sequence begins that may be cut; null for anything else. */
export function derSequenceStart(view: DataView, at: number, end: number): number | null {
  if (at + 2 > end || view.getUint8(at) !== derTags.sequence) return null;
  const first = view.getUint8(at + 1);
  return at + 2 + (first >= 0x80 ? first & 0x7f : 0);
}

const digitsOf = (view: DataView, { start, end }: DerElement): string => {
  let text = "";
  for (let at = start; at < end; at += 1) text += String.fromCharCode(view.getUint8(at));
  return text;
};

/** Two-digit years from 50 on are of the 20th century, RFC 5280 section 4.1.2.5.1. */
const centuryPivot = 50;

/** Seconds since the epoch of a UTCTime or GeneralizedTime; null for what RFC 5280 does not allow. */
export function derTime(view: DataView, element: DerElement): number | null {
  const { tag, start, end } = element;
  if (end - start > 15) return null;
  const text = digitsOf(view, element);
  const form = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/.exec(text);
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "0"] = form ?? [];
  const isShort = tag === derTags.utcTime;
  if (form === null || (!isShort && tag !== derTags.generalizedTime)) return null;
  if ((year.length === 2) !== isShort) return null;
  const century = isShort ? (Number(year) < centuryPivot ? 2000 : 1900) : 0;
  const parts = [month, day, hour, minute, second].map(Number);
  const [months = 1, days = 1, hours = 0, minutes = 0, seconds = 0] = parts;
  return Date.UTC(century + Number(year), months - 1, days, hours, minutes, seconds) / 1000;
}
