import { seconds, thinned, together, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { opposite, spacing } from "../../tcp/tcpSegments.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { tcpSackOption } from "../../wire/tcp.ts";
import { tlsApplicationData } from "../../wire/tls.ts";
import { quiet } from "../everyday/ordinary.ts";
import { tlsHandshake } from "../everyday/tlsHandshake.ts";
import { lookup } from "../names/lookup.ts";
import type { Random } from "../../random.ts";
import type { PacketSequence, Side, SimulatedPacket } from "../../simulatedPacket.ts";
import type { Site } from "../names/site.ts";

const site: Site = { name: "events.example.net", ipv4: "198.51.100.90", roundTrip: 24_000 };
const port = 5_671;
const roundsInFiveSeconds = 16;
const most = 120;
/** Messages of a round, each in one segment: to the peer, and from it. */
const burst = { vm: 8, peer: 4 } as const;
/** About every sixteenth segment is lost. */
const untilLoss = [12, 20] as const;
/** The first retransmission timeout of both sides, doubled when what it repeats is lost, too (RFC 6298). */
const timeout = 300_000;
/** A loss is repaired at once where so many acknowledgements ask for it (RFC 5681). */
const duplicates = 3;
/** Percentage of the segments that are lost again when a timeout repeats them. */
const lostAgain = 30;

const teller = new TroubleTeller(({ packets, count }) => ({
  kind: "packet-loss",
  expectedSeverity: "warning",
  peer: site.ipv4,
  port,
  segments: packets.filter(({ tcp }) => tcp?.by === "vm" && tcp.dataBytes > 0).length,
  retransmissions: count("again"),
  fastRetransmissions: packets.filter(({ tcp }) => tcp?.again === "fast").length,
  receivedAgain: count("filled"),
}));

/** The messages of one side of a round. */
interface Burst {
  readonly talk: TcpConversation;
  readonly by: Side;
  readonly messages: readonly Buffer[];
  /** Sequence numbers: of each message, and behind the last one. */
  readonly starts: readonly number[];
  readonly sentAt: number;
}

/** Messages to and from a service on a path that loses packets. */
const messaging: Scenario = function* (scene) {
  const { random, vm, startsAt } = scene;
  const dns = lookup(scene, site, startsAt + random.integer(1_000, 40_000));
  yield* dns;
  const talk = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port: random.integer(49_152, 65_535) },
    peer: { host: remoteHost(site.ipv4), port },
    roundTrip: site.roundTrip,
    startsAt: (dns.at(-1)?.at ?? startsAt) + 400,
  });
  yield* teller.each(tlsHandshake(random, talk, "vm", site.name));
  yield* rounds(scene, talk);
};

export const packetLoss: Scenario = together({ messaging, ordinary: quiet });

function* rounds({ random, startsAt, endsAt }: Scene, talk: TcpConversation): PacketSequence {
  const count = thinned(roundsInFiveSeconds, most, endsAt - startsAt);
  const gap = Math.max(0, endsAt - talk.now) / count;
  const loss = new LossCounter(random);
  for (let round = 0; round < count && talk.now <= endsAt; round += 1) {
    const dueAt = talk.now + Math.floor((gap * random.integer(85, 110)) / 100);
    for (const by of ["vm", "peer"] as const) {
      yield* exchange(random, talk, by, loss.next(burst[by]));
      talk.pause(random.integer(2_000, 5_000));
    }
    talk.pause(Math.max(0, dueAt - talk.now));
  }
  yield* talk.close("vm");
}

/** Says which segments are lost. */
class LossCounter {
  readonly #random: Random;
  #left: number;

  constructor(random: Random) {
    this.#random = random;
    this.#left = random.integer(...untilLoss);
  }

  /** The index of the lost one of so many segments; -1 when all arrive. */
  next(segments: number): number {
    this.#left -= segments;
    if (this.#left >= 0) return -1;
    const lost = segments + this.#left;
    this.#left += this.#random.integer(...untilLoss);
    return lost;
  }
}

function* exchange(random: Random, talk: TcpConversation, by: Side, lost: number): PacketSequence {
  const messages = Array.from({ length: burst[by] }, () =>
    tlsApplicationData(random, random.integer(180, 520)),
  );
  const starts: number[] = [talk.nextSequence(by)];
  for (const message of messages) starts.push((starts.at(-1) ?? 0) + message.length);
  const sent: Burst = { talk, by, messages, starts, sentAt: talk.now };
  yield* transmit(sent, lost);
  const complete = lost < 0 ? messages.length : lost;
  yield* acknowledge(sent, complete);
  if (lost >= 0) yield* repair(random, sent, lost);
}

/** Sends every message once. One that is lost on its way to the VM never passes its network interface. */
function* transmit({ talk, by, messages, sentAt }: Burst, lost: number): PacketSequence {
  for (const [index, message] of messages.entries()) {
    talk.now = sentAt + index * spacing;
    const packet = talk.data(by, message);
    if (by === "vm" || index !== lost) yield teller.one(packet);
  }
}

/** The other side's acknowledgements of the first `complete` messages. */
function* acknowledge(sent: Burst, complete: number): PacketSequence {
  for (let index = 0; index < complete; index += 1)
    yield teller.one(answer(sent, index, { acknowledgement: sent.starts[index + 1] ?? 0 }));
}

/** The other side's segment that message `index` causes. */
function answer(
  { talk, by, sentAt }: Burst,
  index: number,
  told: Parameters<TcpConversation["acknowledge"]>[1],
): SimulatedPacket {
  talk.now = sentAt + index * spacing + answerAfter(talk, by);
  return talk.acknowledge(opposite[by], told);
}

const answerAfter = (talk: TcpConversation, by: Side): number => (by === "vm" ? talk.roundTrip : spacing * 2);

/** Messages behind the lost one are acknowledged selectively until it is sent again. */
function* repair(random: Random, sent: Burst, lost: number): PacketSequence {
  const { talk, by, messages, starts } = sent;
  const acknowledgement = starts[lost] ?? 0;
  for (let index = lost + 1; index < messages.length; index += 1) {
    const options = tcpSackOption(starts[lost + 1] ?? 0, starts[index + 1] ?? 0);
    yield teller.one(answer(sent, index, { acknowledgement, options }));
  }
  const behind = messages.length - 1 - lost;
  const isFast = behind >= duplicates;
  yield* by === "vm" ? repeat(random, sent, lost, isFast) : receive(sent, lost, isFast);
  const delay = by === "vm" ? talk.roundTrip : spacing * 2;
  talk.now += delay;
  yield teller.one(talk.acknowledge(opposite[by]));
}

/** The VM repeats a segment: when the third acknowledgement asks for it, or after timeouts. */
function* repeat(random: Random, sent: Burst, lost: number, isFast: boolean): PacketSequence {
  const { talk, messages, starts, sentAt } = sent;
  const again = (how: "plain" | "fast") => {
    const payload = messages[lost] ?? Buffer.alloc(0);
    return teller.one(talk.data("vm", payload, { sequence: starts[lost] ?? 0, again: how }), "again");
  };
  if (isFast) {
    talk.now = sentAt + (lost + duplicates) * spacing + talk.roundTrip + 4;
    yield again("fast");
    return;
  }
  let wait = timeout;
  talk.now = sentAt + lost * spacing + wait;
  yield again("plain");
  while (random.integer(1, 100) <= lostAgain && wait < seconds(1)) {
    wait *= 2;
    talk.now += wait;
    yield again("plain");
  }
}

/** The peer repeats a segment. The VM's network interface sees it for the first time, late. */
function* receive(sent: Burst, lost: number, isFast: boolean): PacketSequence {
  const { talk, messages, starts, sentAt } = sent;
  const behind = messages.length - 1 - lost;
  talk.now = sentAt + messages.length * spacing;
  talk.now += isFast || behind > 0 ? Math.floor(talk.roundTrip * 1.4) : timeout + talk.roundTrip;
  const again = behind > 0 ? "plain" : null;
  const payload = messages[lost] ?? Buffer.alloc(0);
  const packet = talk.data("peer", payload, { sequence: starts[lost] ?? 0, again });
  yield teller.one(packet, behind > 0 ? "filled" : "late");
}
