import { remote } from "../wire/host.ts";
import { lookup } from "./lookup.ts";
import type { Packets } from "../packet.ts";
import { type Scenario, type Setting, moments, seconds } from "../scenario.ts";
import { type Site, ordinarySites, ownSite } from "./sites.ts";
import { TcpConversation } from "./tcpConversation.ts";
import { applicationData, clientFinished, clientHello, serverFlight } from "../wire/tls.ts";

const mostConversations = 40;

/** The VM as a client: its updates, its sign-ins, the services it calls. */
export const outboundWeb: Scenario = function* (setting) {
  for (const at of moments(setting, seconds(1.6), mostConversations)) {
    const site = setting.random.pick(ordinarySites);
    const asked = lookup(setting, site, at);
    yield* asked;
    yield* https(setting, site.name, "vm", conversation(setting, site, (asked.at(-1)?.at ?? at) + 350));
  }
};

/** The VM as the web server that it is. */
export const inboundWeb: Scenario = function* (setting) {
  const { random, vm } = setting;
  for (const at of moments(setting, seconds(2.2), mostConversations)) {
    const visitor = remote(`203.0.113.${random.integer(130, 250)}`, 46);
    const visit = new TcpConversation({
      random,
      vm: { host: vm.ipv4, port: 443 },
      peer: { host: visitor, port: random.integer(1_025, 65_535) },
      roundTrip: random.integer(9_000, 70_000),
      startsAt: at,
    });
    yield* https(setting, ownSite, "peer", visit);
  }
};

function conversation({ random, vm }: Setting, site: Site, startsAt: number): TcpConversation {
  const { ipv6 } = site;
  return new TcpConversation({
    random,
    vm: { host: ipv6 === undefined ? vm.ipv4 : vm.ipv6, port: random.integer(49_152, 65_535) },
    peer: { host: remote(ipv6 ?? site.ipv4), port: 443 },
    roundTrip: site.roundTrip,
    startsAt,
  });
}

/** A few requests and answers over TLS, opened by `client`; now and then a client gives up with a reset. */
function* https(
  { random }: Setting,
  serverName: string,
  client: "vm" | "peer",
  talk: TcpConversation,
): Packets {
  const server = client === "vm" ? "peer" : "vm";
  yield* talk.open(client);
  yield* talk.send(client, clientHello(random, serverName));
  yield* talk.send(server, serverFlight(random));
  yield* talk.send(client, clientFinished(random));
  for (let requests = random.integer(1, 3); requests > 0; requests -= 1) {
    yield* talk.send(client, applicationData(random, random.integer(180, 900)));
    talk.pause(random.integer(2_000, 60_000));
    yield* talk.send(server, applicationData(random, random.integer(300, 14_000)));
    talk.pause(random.integer(5_000, 400_000));
  }
  if (random.integer(1, 12) === 1) yield* talk.reset(client);
  else yield* talk.close(client);
}
