import { repeatedTimes, type Scenario } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { ownSite } from "../names/site.ts";
import { webExchange, type WebUse } from "./webExchange.ts";

/** The VM as a web server. */
export const webServer = (use: WebUse): Scenario =>
  function* (scene) {
    const { random, vm } = scene;
    for (const at of repeatedTimes(scene, use.every, use.most)) {
      const visitor = remoteHost(`203.0.113.${random.integer(130, 250)}`, 46);
      const visit = new TcpConversation({
        random,
        vm: { host: vm.ipv4, port: 443 },
        peer: { host: visitor, port: random.integer(1_025, 65_535) },
        roundTrip: random.integer(9_000, 70_000),
        startsAt: at,
      });
      yield* webExchange(scene, use, ownSite, "peer", visit);
    }
  };
