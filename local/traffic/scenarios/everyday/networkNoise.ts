import { repeatedTimes, seconds, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { address } from "../../wire/address.ts";
import { icmpEchoFrame } from "../../wire/icmp.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { ntpAnswer, ntpRequest } from "../../wire/ntp.ts";
import { udpFrame } from "../../wire/udp.ts";
import { lookup } from "../names/lookup.ts";
import { timeSite } from "../names/site.ts";
import type { PacketSequence } from "../../simulatedPacket.ts";

/** Background traffic: time synchronisation, pings, and strangers who try closed ports. */
export const networkNoise: Scenario = function* (scene) {
  for (const at of repeatedTimes(scene, seconds(64), 100)) yield* time(scene, at);
  for (const at of repeatedTimes(scene, seconds(30), 60)) yield* ping(scene, at);
  for (const at of repeatedTimes(scene, seconds(4), 200)) yield* tryClosedPort(scene, at);
};

function* time(scene: Scene, at: number): PacketSequence {
  const { random, vm } = scene;
  const dns = lookup(scene, timeSite, at);
  yield* dns;
  const sentAt = (dns.at(-1)?.at ?? at) + 300;
  const receivedAt = sentAt + timeSite.roundTrip / 2;
  const client = { host: vm.ipv4, port: 123 };
  const server = { host: remoteHost(timeSite.ipv4), port: 123 };
  const id = random.integer(0, 0xffff);
  yield { at: sentAt, frame: udpFrame(client, server, ntpRequest(sentAt), id) };
  const answer = ntpAnswer(sentAt, receivedAt, address("198.51.100.5"));
  yield { at: sentAt + timeSite.roundTrip, frame: udpFrame(server, client, answer, id) };
}

function* ping({ random, vm }: Scene, at: number): PacketSequence {
  const to = remoteHost("192.0.2.1", 57);
  const id = random.integer(0, 0xffff);
  const data = Buffer.from("abcdefghijklmnopqrstuvwabcdefghi");
  for (let sequence = 1; sequence <= 4; sequence += 1) {
    const sentAt = at + (sequence - 1) * seconds(1);
    const echo = { id, sequence, data };
    yield { at: sentAt, frame: icmpEchoFrame({ ...echo, from: vm.ipv4, to, kind: "request" }) };
    const answeredAt = sentAt + random.integer(4_200, 6_800);
    yield { at: answeredAt, frame: icmpEchoFrame({ ...echo, from: to, to: vm.ipv4, kind: "reply" }) };
  }
}

function* tryClosedPort({ random, vm }: Scene, at: number): PacketSequence {
  const stranger = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port: random.pick([22, 23, 3_389, 5_900, 8_080]) },
    peer: {
      host: remoteHost(`192.0.2.${random.integer(128, 254)}`, 238),
      port: random.integer(1_025, 65_535),
    },
    roundTrip: 90_000,
    startsAt: at,
  });
  yield* stranger.refuse("peer");
}
