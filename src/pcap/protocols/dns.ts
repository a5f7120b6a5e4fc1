import { nameText } from "./domainName.ts";

export interface DnsMessage {
  readonly response: boolean;
  /** RFC 1035, section 4.1.1; 0: no error. */
  readonly responseCode: number;
  /** Lower case, without the dot at its end; null when there is none, or it was cut off. */
  readonly name: string | null;
  /** Offsets of the addresses in the answers. */
  readonly ipv4At: readonly number[];
  readonly ipv6At: readonly number[];
}

const headerBytes = 12;
const longestName = 255;
const mostAnswers = 16;
const internet = 1;
const types = { address: 1, address6: 28 } as const;

/** Reads a message's first question and the addresses that answer it; null when not even its header is there. */
export function readDns(view: DataView, start: number, end: number): DnsMessage | null {
  if (start + headerBytes > end) return null;
  const flags = view.getUint16(start + 2);
  const questions = view.getUint16(start + 4);
  const answers = view.getUint16(start + 6);
  const response = (flags & 0x8000) !== 0;
  const question = questions === 0 ? null : readName(view, start, start + headerBytes, end);
  const addresses =
    response && questions === 1 && question !== null
      ? readAnswers(view, question.next + 4, end, answers)
      : { ipv4At: [], ipv6At: [] };
  return { response, responseCode: flags & 15, name: question?.name ?? null, ...addresses };
}

function readName(
  view: DataView,
  start: number,
  from: number,
  end: number,
): { name: string; next: number } | null {
  const labels: string[] = [];
  let at = from;
  let next = -1;
  let room = longestName;
  for (;;) {
    if (at >= end) return null;
    const length = view.getUint8(at);
    if (length === 0) return { name: labels.join("."), next: next < 0 ? at + 1 : next };
    if (length >= 0xc0) {
      if (at + 2 > end) return null;
      const target = start + (view.getUint16(at) & 0x3fff);
      if (next < 0) next = at + 2;
      // Only backwards, so that a name cannot go round in circles.
      if (target >= at) return null;
      at = target;
      room -= 1;
    } else {
      if (length > 63 || at + 1 + length > end) return null;
      labels.push(nameText(view, at + 1, length));
      at += 1 + length;
      room -= 1 + length;
    }
    if (room < 0) return null;
  }
}

function skipName(view: DataView, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const length = view.getUint8(at);
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2;
    at += 1 + length;
  }
  return end;
}

function readAnswers(
  view: DataView,
  from: number,
  end: number,
  answers: number,
): { ipv4At: number[]; ipv6At: number[] } {
  const ipv4At: number[] = [];
  const ipv6At: number[] = [];
  let at = from;
  for (let answer = 0; answer < Math.min(answers, mostAnswers); answer += 1) {
    at = skipName(view, at, end);
    if (at + 10 > end) break;
    const type = view.getUint16(at);
    const inInternet = view.getUint16(at + 2) === internet;
    const length = view.getUint16(at + 8);
    at += 10;
    if (at + length > end) break;
    if (inInternet && type === types.address && length === 4) ipv4At.push(at);
    if (inInternet && type === types.address6 && length === 16) ipv6At.push(at);
    at += length;
  }
  return { ipv4At, ipv6At };
}
