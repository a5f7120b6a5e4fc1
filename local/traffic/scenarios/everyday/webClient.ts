import { repeatedTimes, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { lookup } from "../names/lookup.ts";
import { ordinarySites, type Site } from "../names/site.ts";
import { webExchange, type WebUse } from "./webExchange.ts";

/** The VM as a client: updates, sign-ins and calls to services. */
export const webClient = (use: WebUse): Scenario =>
  function* (scene) {
    for (const at of repeatedTimes(scene, use.every, use.most)) {
      const site = scene.random.pick(ordinarySites);
      const dns = lookup(scene, site, at);
      yield* dns;
      const talk = conversation(scene, site, (dns.at(-1)?.at ?? at) + 350);
      yield* webExchange(scene, use, site.name, "vm", talk);
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
