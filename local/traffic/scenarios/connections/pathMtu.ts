import { seconds, thinned, together, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { icmpFragmentationNeeded } from "../../wire/icmp.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { tlsApplicationData } from "../../wire/tls.ts";
import { quiet } from "../everyday/ordinary.ts";
import { tlsHandshake } from "../everyday/tlsHandshake.ts";
import { lookup } from "../names/lookup.ts";
import type { PacketSequence, SimulatedPacket } from "../../simulatedPacket.ts";
import type { Site } from "../names/site.ts";

/** On premises, behind a VPN gateway, whose tunnel takes IP packets of 1,400 bytes. */
const site: Site = { name: "erp.example.org", ipv4: "10.50.0.20", roundTrip: 17_000 };
const port = 443;
const gatewayAddress = "10.0.255.4";
const gateway = remoteHost(gatewayAddress, 255);
const mtu = 1_400;
const ipAndTcpHeaders = 40;
/** What the gateway needs for its answer. */
const gatewayDelay = 900;
const transfersInFiveSeconds = 3;
const most = 12;
/** Large segments of a transfer, and how often the first one is repeated before the VM gives up. */
const large = 3;
const tries = 4;
/** The first retransmission timeout, doubled each time (RFC 6298). */
const timeout = 300_000;

const teller = new TroubleTeller(({ count }) => ({
  kind: "path-mtu",
  expectedSeverity: "critical",
  peer: site.ipv4,
  port,
  gateway: gatewayAddress,
  mtu,
  messages: count("message"),
  repeated: count("again"),
}));

/** Small requests pass the tunnel, large ones do not, and the VM ignores what the gateway tells it. */
const transfers: Scenario = function* (scene) {
  const { random, startsAt, endsAt } = scene;
  const duration = endsAt - startsAt;
  const count = thinned(transfersInFiveSeconds, most, duration);
  for (let index = 0; index < count; index += 1) {
    // Short captures have the whole of the first one.
    const share = index === 0 ? 0 : random.integer(0, 900) / 1_000;
    yield* transfer(scene, startsAt + Math.floor(duration * share) + random.integer(5_000, 60_000));
  }
};

export const pathMtu: Scenario = together({ transfers, ordinary: quiet });

function* transfer(scene: Scene, at: number): PacketSequence {
  const { random, vm } = scene;
  const dns = lookup(scene, site, at);
  yield* dns;
  const talk = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port: random.integer(49_152, 65_535) },
    peer: { host: remoteHost(site.ipv4, 60), port },
    roundTrip: site.roundTrip,
    startsAt: (dns.at(-1)?.at ?? at) + 300,
    peerSegmentSize: mtu - ipAndTcpHeaders,
  });
  yield* tlsHandshake(random, talk, "vm", site.name);
  yield* talk.send("vm", tlsApplicationData(random, random.integer(300, 700)));
  talk.pause(9_000);
  yield* talk.send("peer", tlsApplicationData(random, random.integer(200, 900)));
  talk.pause(random.integer(20_000, 90_000));
  yield* largeSegments(scene, talk);
}

function* largeSegments(scene: Scene, talk: TcpConversation): PacketSequence {
  const { random } = scene;
  const size = talk.segmentSize("vm") - 5;
  const sequence = talk.nextSequence("vm");
  const records = Array.from({ length: large }, () => tlsApplicationData(random, size));
  const sentAt = talk.now;
  for (const [index, record] of records.entries()) {
    talk.now = sentAt + 11 * index;
    yield* refused(scene, talk.data("vm", record), "large");
  }
  talk.now = sentAt;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    talk.pause(timeout * 2 ** attempt);
    const payload = records[0] ?? Buffer.alloc(0);
    yield* refused(scene, talk.data("vm", payload, { sequence, again: "plain" }), "again");
  }
  talk.pause(seconds(0.5));
  for (const packet of talk.reset("vm")) yield teller.one(packet);
}

/** A large segment, and the gateway's answer. */
function* refused({ random, vm }: Scene, packet: SimulatedPacket, mark: string): PacketSequence {
  yield teller.one(packet, mark);
  const identification = random.integer(0, 0xffff);
  const frame = icmpFragmentationNeeded({
    from: gateway,
    to: vm.ipv4,
    mtu,
    frame: packet.frame,
    identification,
  });
  yield teller.one({ at: packet.at + gatewayDelay, frame }, "message");
}
