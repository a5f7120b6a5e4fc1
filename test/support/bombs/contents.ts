import { clientHello, u8, u16, u32 } from "../packets/wire.ts";
import { ipv4, ipv6Of, tcp, udp } from "./layers.ts";
import type { Random } from "../packets/mixture.ts";

/** Makes the innermost packet. @param number of its address and of what it names */
type ContentMaker = (number: number, index: number, random: Random) => Buffer;

const none = Buffer.alloc(0);
const dnsServer = 0x0a010201;
const ack = 16;
const syn = 2;

const label = (text: string): Buffer => Buffer.concat([u8(text.length), Buffer.from(text, "latin1")]);
const nameOf = (...labels: readonly string[]): Buffer => Buffer.concat([...labels.map(label), u8(0)]);
const message = (name: Buffer, answers: readonly Buffer[] = []): Buffer =>
  Buffer.concat([u16(1, 0x8180, 1, answers.length, 0, 0), name, u16(1, 1), ...answers]);
const record = (address: Buffer): Buffer =>
  Buffer.concat([u16(0xc00c, address.length === 4 ? 1 : 28, 1), u32(60), u16(address.length), address]);
const sixteen = (make: (index: number) => Buffer): Buffer[] =>
  Array.from({ length: 16 }, (_, index) => make(index));

const lookup = (content: Buffer): Buffer => ipv4(17, dnsServer, udp(53, 40_000, content));

/** Messages of DNS over TCP, one after another in one segment. */
function stream(count: number, index: number, make: (index: number) => Buffer): Buffer {
  const messages = Array.from({ length: count }, (_, one) => make(index * count + one));
  const data = Buffer.concat(messages.flatMap((one) => [u16(one.length), one]));
  return ipv4(6, dnsServer, tcp(53, 40_000 + (index % 9999), 1 + index * data.length, ack, data));
}

const strange = "\u0001".repeat(63);

/** Everything that makes the analysis work. */
export const contents = {
  nothing: (number) => ipv4(99, number, none),
  datagram: (number, index) => ipv4(17, number, udp(index & 0xffff, 80, none)),
  "random datagram": (number, _, random) => ipv4(17, number, udp(random(65_536), random(65_536), none)),
  syn: (number, index) => ipv4(6, number, tcp(1000, index & 0xffff, index, syn, none)),
  "syn again": (_, index) => ipv4(6, 0x01010101, tcp(4000, 80, index * 7, syn, none)),
  "server name": (number, index) => ipv4(6, number, tcp(4000, 443, 1, ack, clientHello(`h${index}`))),
  extensions: (number, index) =>
    ipv4(
      6,
      number,
      tcp(
        4000,
        443,
        index * 1300,
        ack,
        Buffer.concat([u8(22, 3, 1), Buffer.alloc(2), u8(1), Buffer.alloc(1300)]),
      ),
    ),
  name: (_, index) => lookup(message(nameOf(`n${index.toString(36)}`))),
  "numeric name": (_, index) => lookup(message(nameOf(String(1_000_000 + index * 8192)))),
  "long name": (_, index) => lookup(message(nameOf(strange, strange, strange, `n${index}`))),
  answers: (number) =>
    lookup(
      message(
        nameOf("a"),
        sixteen((one) => record(u32(number * 16 + one))),
      ),
    ),
  "the number's answers": (number) =>
    lookup(
      message(
        nameOf("a"),
        sixteen(() => record(u32(number))),
      ),
    ),
  "IPv6 answers": (number) =>
    lookup(
      message(
        nameOf("a"),
        sixteen((one) => record(ipv6Of(number * 16 + one))),
      ),
    ),
  "stream of names": (_, index) => stream(50, index, (one) => message(nameOf(`n${one.toString(36)}`))),
  "stream of looped names": (_, index) =>
    stream(50, index, (one) => message(Buffer.concat([label(`\u0001${one.toString(36)}`), u16(0xc00c)]))),
  "stream of headers": (_, index) => stream(100, index, () => u16(1, 0x8180, 0, 0, 0, 0)),
  "open stream": (_, index) =>
    ipv4(6, dnsServer, tcp(53, index & 0xffff, 1 + (index >>> 16) * 10, ack, u16(0xff00))),
} satisfies Readonly<Record<string, ContentMaker>>;
export type Content = keyof typeof contents;
