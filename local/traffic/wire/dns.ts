import { u8, u16, u32 } from "./field.ts";

export const recordType = { a: 1, aaaa: 28, netbiosName: 32 } as const;
export type RecordType = (typeof recordType)[keyof typeof recordType];

const internet = 1;
export const dnsFlags = { recursionDesired: 0x0100, answer: 0x8180, broadcast: 0x0110 };
/** Added to an answer's flags: why it has no answer to give (RFC 1035, section 4.1.1). */
export const responseCode = { noError: 0, serverFailure: 2, noSuchName: 3 } as const;
export type ResponseCode = (typeof responseCode)[keyof typeof responseCode];

export interface Question {
  readonly id: number;
  readonly flags: number;
  readonly name: string;
  readonly type: RecordType;
}

/** Data of an answer to the name that was asked for: an address, as its bytes. */
export interface Answer {
  readonly type: RecordType;
  readonly timeToLiveSeconds: number;
  readonly data: Buffer;
}

/** A message of DNS, and so of mDNS, LLMNR and NetBIOS names: one question, and the answers to it if any. */
export function dnsMessage(question: Question, answers: readonly Answer[] = []): Buffer {
  return Buffer.concat([
    u16(question.id, question.flags, 1, answers.length, 0, 0),
    domainName(question.name),
    u16(question.type, internet),
    ...answers.map(answerRecord),
  ]);
}

export const domainName = (name: string): Buffer =>
  Buffer.concat([
    ...name.split(".").map((label) => Buffer.concat([u8(label.length), Buffer.from(label)])),
    u8(0),
  ]);

/** A pointer to the question's name, which follows the header of 12 bytes. */
const questionName = 0xc00c;

const answerRecord = ({ type, timeToLiveSeconds, data }: Answer): Buffer =>
  Buffer.concat([u16(questionName, type, internet), u32(timeToLiveSeconds), u16(data.length), data]);

/** NetBIOS's first-level encoding (RFC 1001, section 14.1) of a workstation's name. */
export function netbiosLabel(name: string): string {
  const padded = Buffer.from(`${name.toUpperCase().slice(0, 15).padEnd(15)}\0`, "latin1");
  return [...padded].map((byte) => String.fromCharCode(65 + (byte >> 4), 65 + (byte & 15))).join("");
}
