import { domainNameText } from "./domainName.ts";
import type { Packet } from "./packet.ts";

/** The DNS header, RFC 1035 section 4.1.1: offsets in bytes. */
const header = {
  id: 0,
  flags: 2,
  questions: 4,
  answers: 6,
  authorities: 8,
  additions: 10,
  bytes: 12,
} as const;
const flag = { response: 0x8000, operation: 0x7800, responseCode: 15 } as const;
/** A resource record behind its name, RFC 1035 section 4.1.3: offsets in bytes. */
const record = { type: 0, class: 2, dataLength: 8, data: 10 } as const;
const internet = 1;
const recordTypes = { a: 1, aaaa: 28 } as const;
/** Of a question, behind its name. */
const typeAndClassBytes = 4;
/** RFC 1035 section 4.1.4: a length with both upper bits set is a pointer. */
const pointer = { least: 0xc0, mask: 0x3fff, bytes: 2 } as const;
const longestName = 255;
const longestLabel = 63;
/** Answers that are read; more only take time. */
const mostAnswers = 16;

export interface DnsMessage {
  readonly id: number;
  readonly response: boolean;
  /** Neither an update nor a notice, RFC 1035 section 4.1.1. */
  readonly standard: boolean;
  /** RFC 1035 section 4.1.1; 0: no error. */
  readonly responseCode: number;
  /** Lower case, without a final dot; null when there is no question, or its name is cut. */
  readonly name: string | null;
  /** Of the question; 0 when it is cut. */
  readonly type: number;
  /** Bytes of the longest label of the name. */
  readonly longestLabel: number;
  /** Offsets of the addresses in the answers. */
  readonly ipv4At: readonly number[];
  readonly ipv6At: readonly number[];
}

/** Reads a message's first question and the addresses in its answers; null when the header is cut. */
export function readDns(view: DataView, start: number, end: number): DnsMessage | null {
  if (start + header.bytes > end) return null;
  const flags = view.getUint16(start + header.flags);
  const questions = view.getUint16(start + header.questions);
  const answers = view.getUint16(start + header.answers);
  const response = (flags & flag.response) !== 0;
  const question = questions === 0 ? null : readName(view, start, start + header.bytes, end);
  const addresses =
    response && questions === 1 && question !== null
      ? readAnswers(view, question.next + typeAndClassBytes, end, answers)
      : { ipv4At: [], ipv6At: [] };
  return {
    id: view.getUint16(start + header.id),
    response,
    standard: (flags & flag.operation) === 0,
    responseCode: flags & flag.responseCode,
    name: question?.name ?? null,
    type: question === null || question.next + 2 > end ? 0 : view.getUint16(question.next),
    longestLabel: question?.longestLabel ?? 0,
    ...addresses,
  };
}

interface Name {
  readonly name: string;
  readonly longestLabel: number;
  /** Where it ends. */
  readonly next: number;
}

function readName(view: DataView, start: number, from: number, end: number): Name | null {
  const labels: string[] = [];
  let longest = 0;
  let at = from;
  let runAt = from;
  let next = -1;
  let room = longestName;
  for (;;) {
    if (at >= end) return null;
    const length = view.getUint8(at);
    if (length === 0)
      return { name: labels.join("."), longestLabel: longest, next: next < 0 ? at + 1 : next };
    if (length >= pointer.least) {
      if (at + pointer.bytes > end) return null;
      const target = start + (view.getUint16(at) & pointer.mask);
      if (next < 0) next = at + pointer.bytes;
      // Only to what is before the labels just read, so that no byte is read twice.
      if (target >= runAt) return null;
      at = target;
      runAt = target;
      room -= 1;
    } else {
      if (length > longestLabel || at + 1 + length > end) return null;
      labels.push(domainNameText(view, at + 1, length));
      longest = Math.max(longest, length);
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
    if (length >= pointer.least) return at + pointer.bytes;
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
    if (at + record.data > end) break;
    const type = view.getUint16(at + record.type);
    const inInternet = view.getUint16(at + record.class) === internet;
    const length = view.getUint16(at + record.dataLength);
    at += record.data;
    if (at + length > end) break;
    if (inInternet && type === recordTypes.a && length === 4) ipv4At.push(at);
    if (inInternet && type === recordTypes.aaaa && length === 16) ipv6At.push(at);
    at += length;
  }
  return { ipv4At, ipv6At };
}

/**
 * Whether a datagram on ports of no known protocol is DNS: one question, and a header that fits a query or a
 * response, as tshark decides it.
 *
 * @param packet stands at the payload
 */
export function looksLikeDns({ view, offset, capturedEnd, wireEnd }: Packet): boolean {
  if (capturedEnd - offset < header.bytes || wireEnd - offset <= header.bytes) return false;
  const flags = view.getUint16(offset + header.flags);
  if ((flags & flag.operation) !== 0 || view.getUint16(offset + header.questions) !== 1) return false;
  const answers = view.getUint16(offset + header.answers);
  const authorities = view.getUint16(offset + header.authorities);
  if (view.getUint16(offset + header.additions) > 10) return false;
  return flags & flag.response ? answers <= 100 && authorities <= 10 : answers === 0 && authorities === 0;
}

const ports = { dns: 53, multicastDns: 5353 } as const;
/** Ports below that of DNS, whose protocols tshark reads first: it asks the lower port. */
const lowerServices: readonly number[] = [7, 13, 19, 20, 21, 22, 23, 25, 37, 42, 43, 49];

/** Whether a TCP connection between these ports is read as DNS. */
export function isTcpDns(onePort: number, otherPort: number): boolean {
  const lower = onePort < otherPort ? onePort : otherPort;
  if (lower === ports.dns || lower === ports.multicastDns) return true;
  return (onePort === ports.dns || otherPort === ports.dns) && !lowerServices.includes(lower);
}
