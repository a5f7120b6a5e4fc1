import { address } from "../wire/address.ts";
import { type Answer, type RecordType, dnsFlags, dnsMessage, recordType } from "../wire/dns.ts";
import { platform } from "../wire/host.ts";
import type { Packet } from "../packet.ts";
import type { Setting } from "../scenario.ts";
import type { Site } from "./sites.ts";
import { udpFrame } from "../wire/udp.ts";

/** Microseconds between the two questions for a name, for its IPv4 and its IPv6 address. */
const betweenQuestions = 310;
const timeToLiveSeconds = 60;

/** The VM asks for a site's addresses at `at` and gets them; the last packet is the last answer. */
export function lookup(setting: Setting, site: Site, at: number): Packet[] {
  const { ipv4, ipv6 } = site;
  return [
    ...exchange(setting, site.name, recordType.a, ipv4, at),
    ...exchange(setting, site.name, recordType.aaaa, ipv6, at + betweenQuestions),
  ].sort((one, other) => one.at - other.at);
}

function exchange(
  { random, vm }: Setting,
  name: string,
  type: RecordType,
  found: string | undefined,
  at: number,
): Packet[] {
  const id = random.integer(0, 0xffff);
  const client = { host: vm.ipv4, port: random.integer(49_152, 65_535) };
  const server = { host: platform, port: 53 };
  const answers: Answer[] = found === undefined ? [] : [{ type, timeToLiveSeconds, data: address(found) }];
  const question = dnsMessage({ id, flags: dnsFlags.recursionDesired, name, type });
  const answer = dnsMessage({ id, flags: dnsFlags.answer, name, type }, answers);
  const answeredAt = at + random.integer(700, 6_000);
  return [
    { at, frame: udpFrame(client, server, question, random.integer(0, 0xffff)) },
    { at: answeredAt, frame: udpFrame(server, client, answer, random.integer(0, 0xffff)) },
  ];
}
