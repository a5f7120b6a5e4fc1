import { seconds, together, type Scenario } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { tlsApplicationData } from "../../wire/tls.ts";
import { quiet } from "../everyday/ordinary.ts";
import { tlsHandshake } from "../everyday/tlsHandshake.ts";
import { lookup } from "../names/lookup.ts";
import type { Site } from "../names/site.ts";

const site: Site = { name: "static.example.info", ipv4: "198.51.100.66", roundTrip: 43_000 };
const port = 443;
const beacons = 20;
const shortestPeriod = seconds(1);
const longestPeriod = seconds(300);
/** The period varies by so many hundredths, both ways. */
const jitter = 3;
const sizes = { flight: 2_816, request: 312, answer: 96 };

const teller = new TroubleTeller(({ values }) => {
  const periods = values("beacon");
  return {
    kind: "beacon",
    expectedSeverity: "note",
    peer: site.ipv4,
    port,
    connections: periods.length,
    periodSeconds: (periods[0] ?? 0) / seconds(1),
  };
});

/** Something on the VM reports to one host again and again, always with as many bytes. */
const reporting: Scenario = function* (scene) {
  const { random, vm, startsAt, endsAt } = scene;
  const shortest = Math.max(shortestPeriod, Math.floor((endsAt - startsAt) / beacons));
  const period = Math.min(shortest, longestPeriod);
  yield* lookup(scene, site, startsAt + random.integer(1_000, 90_000));
  for (let due = startsAt + random.integer(100_000, 500_000); due <= endsAt; due += period) {
    const talk = new TcpConversation({
      random,
      vm: { host: vm.ipv4, port: random.integer(49_152, 65_535) },
      peer: { host: remoteHost(site.ipv4), port },
      roundTrip: site.roundTrip,
      startsAt: due + Math.floor((period * random.integer(-jitter, jitter)) / 100),
    });
    yield* teller.first(tlsHandshake(random, talk, "vm", site.name, sizes.flight), "beacon", period);
    yield* talk.send("vm", tlsApplicationData(random, sizes.request));
    talk.pause(4_000);
    yield* talk.send("peer", tlsApplicationData(random, sizes.answer));
    yield* talk.close("vm");
  }
};

export const beacon: Scenario = together({ reporting, ordinary: quiet });
