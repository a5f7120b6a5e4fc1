import { repeatedTimes, type Scenario, type Scene } from "../scenario.ts";
import { remoteHost } from "../wire/networkHost.ts";
import { tlsApplicationData } from "../wire/tls.ts";
import { lookup } from "./lookup.ts";
import { ordinarySites, ownSite, type Site } from "./site.ts";
import { TcpConversation } from "./tcpConversation.ts";
import { tlsHandshake } from "./tlsHandshake.ts";
import type { PacketSequence, Side } from "../simulatedPacket.ts";

/** How much of the Web there is in a capture. */
export interface WebUse {
  /** Microseconds from one conversation to the next, unless there were more than `most`. */
  readonly every: number;
  readonly most: number;
  /** Bytes, from and to. */
  readonly request: readonly [number, number];
  readonly answer: readonly [number, number];
}

/** The VM as a client: its updates, its sign-ins, the services it calls. */
export const webClient = (use: WebUse): Scenario =>
  function* (setting) {
    for (const at of repeatedTimes(setting, use.every, use.most)) {
      const site = setting.random.pick(ordinarySites);
      const asked = lookup(setting, site, at);
      yield* asked;
      const talk = conversation(setting, site, (asked.at(-1)?.at ?? at) + 350);
      yield* https(setting, use, site.name, "vm", talk);
    }
  };

/** The VM as the web server that it is. */
export const webServer = (use: WebUse): Scenario =>
  function* (setting) {
    const { random, vm } = setting;
    for (const at of repeatedTimes(setting, use.every, use.most)) {
      const visitor = remoteHost(`203.0.113.${random.integer(130, 250)}`, 46);
      const visit = new TcpConversation({
        random,
        vm: { host: vm.ipv4, port: 443 },
        peer: { host: visitor, port: random.integer(1_025, 65_535) },
        roundTrip: random.integer(9_000, 70_000),
        startsAt: at,
      });
      yield* https(setting, use, ownSite, "peer", visit);
    }
  };

function conversation({ random, vm }: Scene, site: Site, startsAt: number): TcpConversation {
  const { ipv6 } = site;
  return new TcpConversation({
    random,
    vm: { host: ipv6 === undefined ? vm.ipv4 : vm.ipv6, port: random.integer(49_152, 65_535) },
    peer: { host: remoteHost(ipv6 ?? site.ipv4), port: 443 },
    roundTrip: site.roundTrip,
    startsAt,
  });
}

/** A few requests and answers over TLS, opened by `client`; now and then a client gives up with a reset. */
function* https(
  { random }: Scene,
  { request, answer }: WebUse,
  serverName: string,
  client: Side,
  talk: TcpConversation,
): PacketSequence {
  const server = client === "vm" ? "peer" : "vm";
  yield* tlsHandshake(random, talk, client, serverName);
  for (let requests = random.integer(1, 3); requests > 0; requests -= 1) {
    yield* talk.send(client, tlsApplicationData(random, random.integer(...request)));
    talk.pause(random.integer(2_000, 60_000));
    yield* talk.send(server, tlsApplicationData(random, random.integer(...answer)));
    talk.pause(random.integer(5_000, 400_000));
  }
  if (random.integer(1, 12) === 1) yield* talk.reset(client);
  else yield* talk.close(client);
}
