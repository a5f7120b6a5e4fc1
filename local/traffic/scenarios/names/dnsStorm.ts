import { thinned, together, type Scenario, type Scene } from "../../scenario.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { recordType, responseCode } from "../../wire/dns.ts";
import { ordinary } from "../everyday/ordinary.ts";
import { ask, resolverAddress, type DnsOutcome } from "./lookup.ts";
import type { Random } from "../../random.ts";

const queriesInFiveSeconds = 1_200;
const most = 4_000;
const domains = ["example.com", "example.net", "example.org"] as const;
const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

const answer = (...addresses: string[]): DnsOutcome => ({ code: responseCode.noError, addresses });
const noSuchName: DnsOutcome = { code: responseCode.noSuchName, addresses: [] };
const serverFailure: DnsOutcome = { code: responseCode.serverFailure, addresses: [] };

/** Names that are queried again and again. */
const frequent: readonly [Asked, ...Asked[]] = [
  { name: "sync.example.net", outcome: answer("198.51.100.140") },
  { name: "queue.example.org", outcome: answer("198.51.100.141") },
  { name: "wpad.example.com", outcome: noSuchName },
];

interface Asked {
  readonly name: string;
  readonly outcome: DnsOutcome;
}

const teller = new TroubleTeller(({ packets, count }) => ({
  kind: "dns-storm",
  expectedSeverity: "warning",
  server: resolverAddress,
  queries: count("query"),
  failures: packets.filter(({ dns }) => dns?.failed === true).length,
}));

/** The VM floods its name server with generated names, nearly all nonexistent, and a few repeated ones. */
const storm: Scenario = function* (scene: Scene) {
  const { random, startsAt, endsAt } = scene;
  const count = thinned(queriesInFiveSeconds, most, endsAt - startsAt);
  const gap = (endsAt - startsAt) / count;
  for (let query = 0; query < count; query += 1) {
    const { name, outcome } = choose(random);
    const at = startsAt + Math.floor(gap * (query + random.integer(0, 99) / 100));
    yield* teller.each(ask(scene, { name, type: recordType.a }, outcome, at), ({ dns }) => dns?.kind ?? "");
  }
};

export const dnsStorm: Scenario = together({ storm, ordinary });

function choose(random: Random): Asked {
  const chance = random.integer(1, 100);
  if (chance <= 8) return random.pick(frequent);
  return { name: generatedName(random), outcome: outcomeOf(random, chance) };
}

function outcomeOf(random: Random, chance: number): DnsOutcome {
  if (chance <= 90) return noSuchName;
  if (chance <= 94) return serverFailure;
  if (chance <= 97) return answer(`198.51.100.${random.integer(150, 250)}`);
  return "no answer";
}

function generatedName(random: Random): string {
  const label = Array.from({ length: random.integer(10, 24) }, () => letters[random.integer(0, 35)] ?? "");
  return `${label.join("")}.${random.pick(domains)}`;
}
