import { seconds, type Scene } from "../../scenario.ts";
import { address } from "../../wire/address.ts";
import { dnsFlags, dnsMessage, recordType, type RecordType, type ResponseCode } from "../../wire/dns.ts";
import { platformHost } from "../../wire/networkHost.ts";
import { udpFrame } from "../../wire/udp.ts";
import type { SimulatedPacket } from "../../simulatedPacket.ts";
import type { Site } from "./site.ts";

/** Microseconds between the queries for a name's IPv4 and IPv6 addresses. */
const betweenQuestions = 310;
const timeToLiveSeconds = 60;
/** Azure's own, which every virtual network uses unless told otherwise. */
export const resolverAddress = "168.63.129.16";
/** An unanswered query is repeated after this. */
const askAgainAfter = seconds(1);

interface DnsQuestion {
  readonly name: string;
  readonly type: RecordType;
}

/** The name server's response: addresses, an error code, or no response at all. */
export type DnsOutcome = { readonly code: ResponseCode; readonly addresses: readonly string[] } | "no answer";

/** The VM looks up a site's addresses at `at`. The last packet is the last response. */
export function lookup(scene: Scene, { name, ipv4, ipv6 }: Site, at: number): SimulatedPacket[] {
  const found = (text: string | undefined) =>
    ({ code: 0, addresses: text === undefined ? [] : [text] }) as const;
  return [
    ...ask(scene, { name, type: recordType.a }, found(ipv4), at),
    ...ask(scene, { name, type: recordType.aaaa }, found(ipv6), at + betweenQuestions),
  ].sort((one, other) => one.at - other.at);
}

/** The VM sends its name server one query at `at`. */
export function ask(
  { random, vm }: Scene,
  { name, type }: DnsQuestion,
  outcome: DnsOutcome,
  at: number,
): SimulatedPacket[] {
  const id = random.integer(0, 0xffff);
  const client = { host: vm.ipv4, port: random.integer(49_152, 65_535) };
  const server = { host: platformHost, port: 53 };
  const question = dnsMessage({ id, flags: dnsFlags.recursionDesired, name, type });
  const answeredAt = at + random.integer(700, 6_000);
  const query = (sentAt: number): SimulatedPacket => {
    const frame = udpFrame(client, server, question, random.integer(0, 0xffff));
    const startsAt = frame.bytes.length - question.length;
    return { at: sentAt, frame, dns: { kind: "query", name, failed: false, addresses: [], startsAt } };
  };
  if (outcome === "no answer") return [query(at), query(at + askAgainAfter)];
  const { code, addresses } = outcome;
  const answers = addresses.map((text) => ({ type, timeToLiveSeconds, data: address(text) }));
  const answer = dnsMessage({ id, flags: dnsFlags.answer | code, name, type }, answers);
  const request = query(at);
  const frame = udpFrame(server, client, answer, random.integer(0, 0xffff));
  const startsAt = frame.bytes.length - answer.length;
  return [
    request,
    { at: answeredAt, frame, dns: { kind: "answer", name, failed: code !== 0, addresses, startsAt } },
  ];
}
