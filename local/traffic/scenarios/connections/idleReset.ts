import { seconds, together, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { tlsApplicationData } from "../../wire/tls.ts";
import { quiet } from "../everyday/ordinary.ts";
import { tlsHandshake } from "../everyday/tlsHandshake.ts";
import { lookup } from "../names/lookup.ts";
import type { PacketSequence } from "../../simulatedPacket.ts";
import type { Site } from "../names/site.ts";

/** A cache behind a load balancer with TCP reset on idle. */
const site: Site = { name: "cache.example.net", ipv4: "10.0.2.5", roundTrip: 1_100 };
const port = 6_380;
/** The load balancer's idle timeout. */
const idleTimeout = seconds(240);
const connections = 4;
/** The pool is used in cycles: a while, then silence until every connection is reset. */
const cycle = seconds(290);
const mostCycles = 4;

const teller = new TroubleTeller(({ values }) => {
  const silences = values("reset");
  if (silences.length === 0) return null;
  return {
    kind: "idle-reset",
    expectedSeverity: "warning",
    peer: site.ipv4,
    port,
    resets: silences.length,
    silenceSeconds: Math.min(...silences) / seconds(1),
  };
});

/** Idle connections of a pool, which the load balancer resets after four minutes. */
const pool: Scenario = function* (scene) {
  const { random, startsAt, endsAt } = scene;
  const duration = endsAt - startsAt;
  const count = Math.max(1, Math.min(mostCycles, Math.floor(duration / cycle)));
  for (let index = 0; index < count; index += 1) {
    const at = startsAt + Math.floor((duration / count) * index);
    const dns = lookup(scene, site, at + random.integer(500, 9_000));
    yield* dns;
    for (let number = 0; number < connections; number += 1)
      yield* pooled(scene, (dns.at(-1)?.at ?? at) + 400 + number * random.integer(2_000, 40_000));
  }
};

export const idleReset: Scenario = together({ pool, ordinary: quiet });

function* pooled({ random, vm, startsAt, endsAt }: Scene, at: number): PacketSequence {
  const talk = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port: random.integer(49_152, 65_535) },
    peer: { host: remoteHost(site.ipv4, 64), port },
    roundTrip: site.roundTrip,
    startsAt: at,
  });
  yield* teller.each(tlsHandshake(random, talk, "vm", site.name));
  const step = Math.floor(Math.min(seconds(3), (endsAt - startsAt) / 40));
  for (let request = random.integer(2, 5); request > 0; request -= 1) {
    talk.pause(random.integer(Math.floor(step / 2), step));
    yield* teller.each(talk.send("vm", tlsApplicationData(random, random.integer(40, 160))));
    talk.pause(random.integer(200, 900));
    yield* teller.each(talk.send("peer", tlsApplicationData(random, random.integer(30, 900))));
  }
  const silence = idleTimeout + random.integer(20_000, 900_000);
  talk.pause(silence);
  yield* teller.first(talk.reset("peer"), "reset", silence);
}
