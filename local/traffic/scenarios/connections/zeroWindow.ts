import { seconds, together, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { tlsApplicationData } from "../../wire/tls.ts";
import { quiet } from "../everyday/ordinary.ts";
import { tlsHandshake } from "../everyday/tlsHandshake.ts";
import { ownSite } from "../names/site.ts";
import type { PacketSequence } from "../../simulatedPacket.ts";

const reader = "203.0.113.71";
const port = 443;
/** Bytes that the reader can take while it does not read. */
const buffer = 16_384;
/** Shares of the capture in which nothing is read, each at most so long. */
const stalls = [0.22, 0.3];
const longestStall = seconds(15);
/** The first probe of a closed window, doubled each time (RFC 9293, section 3.8.6.1). */
const probeAfter = 300_000;

const teller = new TroubleTeller(({ values, count }) => {
  const stalled = values("opened").reduce((sum, value) => sum + value, 0);
  return {
    kind: "zero-window",
    expectedSeverity: "warning",
    peer: reader,
    port,
    reader: "peer",
    zeroWindows: count("closed"),
    fullWindows: count("full"),
    probes: count("probe"),
    seconds: stalled / seconds(1),
  };
});

/** A client of the VM stops reading twice. The VM fills its buffer, and probes until it reads again. */
const download: Scenario = function* (scene) {
  const { random, vm, startsAt, endsAt } = scene;
  const duration = endsAt - startsAt;
  const talk = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port },
    peer: { host: remoteHost(reader, 46), port: random.integer(1_025, 65_535) },
    roundTrip: 18_000,
    startsAt: startsAt + random.integer(50_000, 100_000) + Math.floor(duration * 0.05),
  });
  yield* tlsHandshake(random, talk, "peer", ownSite);
  yield* talk.send("peer", tlsApplicationData(random, random.integer(300, 600)));
  talk.pause(6_000);
  for (const share of stalls) {
    yield* stall(scene, talk, Math.min(longestStall, Math.floor(duration * share)));
    talk.pause(Math.min(seconds(2), Math.floor(duration * 0.05)));
  }
  yield* talk.send("vm", tlsApplicationData(random, 4_000));
  yield* talk.close("vm");
};

export const zeroWindow: Scenario = together({ download, ordinary: quiet });

function* stall({ random }: Scene, talk: TcpConversation, lasts: number): PacketSequence {
  const open = talk.offerWindow("peer", buffer);
  yield teller.one(talk.acknowledge("peer"));
  talk.pause(40);
  yield* fill(talk, random.bytes(open));
  talk.pause(talk.roundTrip);
  talk.offerWindow("peer", 0);
  const closedAt = talk.now;
  yield teller.one(talk.acknowledge("peer"), "closed");
  yield* probe(talk, closedAt + lasts);
  talk.now = closedAt + lasts;
  talk.offerWindow("peer", 262_144);
  yield teller.one(talk.acknowledge("peer"), "opened", lasts);
  talk.pause(60);
}

/** Segments up to the edge of the window. Each is a TLS record of its own, as far as they hold whole ones. */
function* fill(talk: TcpConversation, content: Buffer): PacketSequence {
  const size = talk.segmentSize("vm");
  for (let offset = 0; offset < content.length; offset += size) {
    const payload = tlsRecordOf(content.subarray(offset, offset + size));
    const isLast = offset + size >= content.length;
    yield teller.one(talk.data("vm", payload), isLast ? "full" : "");
    talk.pause(12);
  }
}

/** The bytes as a record of application data of the same length in all. */
function tlsRecordOf(bytes: Buffer): Buffer {
  const record = Buffer.from(bytes);
  record.writeUInt8(23, 0);
  record.writeUInt16BE(0x0303, 1);
  record.writeUInt16BE(bytes.length - 5, 3);
  return record;
}

/** One byte behind the window's edge, again and again. The reader refuses it each time. */
function* probe(talk: TcpConversation, until: number): PacketSequence {
  const sequence = talk.nextSequence("vm");
  let wait = probeAfter;
  for (let at = talk.now + wait; at + talk.roundTrip < until; at += wait) {
    talk.now = at;
    yield teller.one(talk.data("vm", Buffer.from([23]), { sequence }), "probe");
    talk.pause(talk.roundTrip);
    yield teller.one(talk.acknowledge("peer"), "closed");
    wait *= 2;
  }
}
