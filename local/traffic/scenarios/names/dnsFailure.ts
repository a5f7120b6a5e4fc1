import { thinned, together, type Scenario, type Scene } from "../../scenario.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { recordType, responseCode } from "../../wire/dns.ts";
import { quiet } from "../everyday/ordinary.ts";
import { ask, resolverAddress, type DnsOutcome } from "./lookup.ts";
import type { SimulatedPacket } from "../../simulatedPacket.ts";

const domain = "corp.example.org";
const hosts = ["orders-db", "ldap", "queue"] as const;
const lookupsInFiveSeconds = 30;
const most = 150;
/** Share of the lookups, one after another, that nobody answers at all. */
const silentFrom = 0.4;
const silentUntil = 0.6;

const serverFailure: DnsOutcome = { code: responseCode.serverFailure, addresses: [] };

const teller = new TroubleTeller(({ count, packets }) => ({
  kind: "dns-failure",
  expectedSeverity: "critical",
  server: resolverAddress,
  domain,
  queries: packets.filter(({ dns }) => dns?.kind === "query").length,
  serverFailures: packets.filter(({ dns }) => dns?.failed === true).length,
  unanswered: count("unanswered"),
}));

/** The zone that holds the company's own names is down: its lookups fail, or get no response for a while. */
const failing: Scenario = function* (scene) {
  const { random, startsAt, endsAt } = scene;
  const lookups = thinned(lookupsInFiveSeconds, most, endsAt - startsAt);
  const gap = (endsAt - startsAt) / lookups;
  for (let index = 0; index < lookups; index += 1) {
    const at = startsAt + Math.floor(gap * (index + random.integer(0, 50) / 100));
    const isSilent = index >= lookups * silentFrom && index < lookups * silentUntil;
    yield* isSilent ? unanswered(scene, at) : failed(scene, at);
  }
};

export const dnsFailure: Scenario = together({ failing, ordinary: quiet });

function asked(scene: Scene, outcome: DnsOutcome, at: number): SimulatedPacket[] {
  const name = `${scene.random.pick(hosts)}.${domain}`;
  return ask(scene, { name, type: recordType.a }, outcome, at);
}

const failed = (scene: Scene, at: number) => teller.each(asked(scene, serverFailure, at));

const unanswered = (scene: Scene, at: number) => teller.first(asked(scene, "no answer", at), "unanswered");
