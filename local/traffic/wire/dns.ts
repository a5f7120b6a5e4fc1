import { field8, field16, field32 } from "./field.ts";

export const recordType = { a: 1, aaaa: 28, netbiosName: 32 } as const;
export type RecordType = (typeof recordType)[keyof typeof recordType];

const internet = 1;
export const dnsFlags = { recursionDesired: 0x0100, answer: 0x8180, broadcast: 0x0110 };
/** Added to a response's flags (RFC 1035, section 4.1.1). */
export const responseCode = { noError: 0, serverFailure: 2, noSuchName: 3 } as const;
export type ResponseCode = (typeof responseCode)[keyof typeof responseCode];

interface DnsQuery {
  readonly id: number;
  readonly flags: number;
  readonly name: string;
  readonly type: RecordType;
}

/** An address record for the queried name. */
interface DnsAnswer {
  readonly type: RecordType;
  readonly timeToLiveSeconds: number;
  readonly data: Buffer;
}

/** A message of DNS, mDNS, LLMNR or NetBIOS: one query, and the records of a response. */
export function dnsMessage(question: DnsQuery, answers: readonly DnsAnswer[] = []): Buffer {
  return Buffer.concat([
    field16(question.id, question.flags, 1, answers.length, 0, 0),
    domainName(question.name),
    field16(question.type, internet),
    ...answers.map(answerRecord),
  ]);
}

const domainName = (name: string): Buffer =>
  Buffer.concat([
    ...name.split(".").map((label) => Buffer.concat([field8(label.length), Buffer.from(label)])),
    field8(0),
  ]);

/** A pointer to the query's name, right after the header of 12 bytes. */
const questionName = 0xc00c;

const answerRecord = ({ type, timeToLiveSeconds, data }: DnsAnswer): Buffer =>
  Buffer.concat([
    field16(questionName, type, internet),
    field32(timeToLiveSeconds),
    field16(data.length),
    data,
  ]);

/** NetBIOS's first-level encoding (RFC 1001, section 14.1) of a workstation's name. */
export function netbiosLabel(name: string): string {
  const padded = Buffer.from(`${name.toUpperCase().slice(0, 15).padEnd(15)}\0`, "latin1");
  return [...padded].map((byte) => String.fromCharCode(65 + (byte >> 4), 65 + (byte & 15))).join("");
}
