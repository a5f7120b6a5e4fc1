import { seconds, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { tlsApplicationData, tlsRecordHeaderBytes } from "../../wire/tls.ts";
import { tlsHandshake } from "../everyday/tlsHandshake.ts";
import { lookup } from "../names/lookup.ts";
import { uploadSite } from "../names/site.ts";
import type { PacketSequence } from "../../simulatedPacket.ts";

const chunkBytes = 48_000;
const bytesInFiveSeconds = 800_000;

/**
 * Upload size for a capture of this duration. Long ones are thinned out; their files would be huge otherwise.
 */
function budget(duration: number): number {
  const fives = duration / seconds(5);
  return bytesInFiveSeconds * (fives < 1 ? fives : Math.cbrt(fives));
}

const teller = new TroubleTeller(({ packets }) => ({
  kind: "top-peer",
  expectedSeverity: "note",
  peer: uploadSite.ipv4,
  port: 443,
  bytes: packets
    .filter(({ tcp }) => tcp?.by === "vm")
    .reduce((sum, { frame }) => sum + frame.bytes.length, 0),
}));

/** One busy conversation: the VM sends far more to one server than it receives from anyone. */
export const upload: Scenario = function* (scene) {
  const { random, vm, startsAt, endsAt } = scene;
  const dns = lookup(scene, uploadSite, startsAt + random.integer(2_000, 30_000));
  yield* dns;
  const conversation = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port: random.integer(49_152, 65_535) },
    peer: { host: remoteHost(uploadSite.ipv4), port: 443 },
    roundTrip: uploadSite.roundTrip,
    startsAt: (dns.at(-1)?.at ?? startsAt) + 400,
  });
  const count = Math.max(1, Math.round(budget(endsAt - startsAt) / chunkBytes));
  yield* teller.each(tlsHandshake(random, conversation, "vm", uploadSite.name));
  yield* teller.each(chunks(scene, conversation, count));
};

/**
 * The data, spread over the remaining time. Where a segment is lost, every segment is a TLS record of its
 * own: analyzers report a segment that is repeated within one record as an error.
 */
function* chunks({ random, endsAt }: Scene, conversation: TcpConversation, count: number): PacketSequence {
  const gap = Math.max(0, endsAt - conversation.now) / count;
  for (let chunk = 0; chunk < count; chunk += 1) {
    const dueAt = conversation.now + Math.floor(gap * (random.integer(85, 110) / 100));
    const length = random.integer(chunkBytes - 16_000, chunkBytes + 16_000);
    if (chunk % 7 === 1) {
      const recordBytes = conversation.segmentSize("vm") - tlsRecordHeaderBytes;
      const data = tlsApplicationData(random, length, recordBytes);
      yield* conversation.send("vm", data, random.integer(3, 7));
    } else yield* conversation.send("vm", tlsApplicationData(random, length));
    yield* conversation.send("peer", tlsApplicationData(random, random.integer(40, 130)));
    conversation.pause(Math.max(0, dueAt - conversation.now));
    if (conversation.now > endsAt) return;
  }
  yield* conversation.close("vm");
}
