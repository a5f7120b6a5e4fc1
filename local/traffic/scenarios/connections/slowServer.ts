import { seconds, thinned, together, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { httpMessage, httpResponse } from "../../wire/http.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { quiet } from "../everyday/ordinary.ts";
import type { PacketSequence } from "../../simulatedPacket.ts";

const backend = "10.0.1.9";
const port = 8_080;
const requestsInFiveSeconds = 14;
const most = 60;
/** Until the response begins: as a share of the capture, but no longer than that. */
const waits = { least: [0.16, seconds(2)], most: [0.36, seconds(5)] } as const;

const teller = new TroubleTeller(({ values }) => {
  const waited = values("first byte").toSorted((one, other) => one - other);
  if (waited.length === 0) return null;
  return {
    kind: "slow-server",
    expectedSeverity: "warning",
    peer: backend,
    port,
    requests: waited.length,
    medianSeconds: (waited[Math.floor((waited.length - 1) / 2)] ?? 0) / seconds(1),
    longestSeconds: (waited.at(-1) ?? 0) / seconds(1),
  };
});

/** A backend of the VM takes requests at once and seconds to respond. */
const reports: Scenario = function* (scene) {
  const { random, startsAt, endsAt } = scene;
  const duration = endsAt - startsAt;
  const bound = ([share, longest]: readonly [number, number]) =>
    Math.floor(Math.min(duration * share, longest));
  const count = thinned(requestsInFiveSeconds, most, duration);
  for (let request = 0; request < count; request += 1) {
    const at = startsAt + Math.floor((duration * random.integer(0, 900)) / 1_000);
    yield* report(scene, at, random.integer(bound(waits.least), bound(waits.most)));
  }
};

export const slowServer: Scenario = together({ reports, ordinary: quiet });

function* report({ random, vm }: Scene, at: number, wait: number): PacketSequence {
  const talk = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port: random.integer(49_152, 65_535) },
    peer: { host: remoteHost(backend, 64), port },
    roundTrip: 800,
    startsAt: at,
  });
  yield* talk.open("vm");
  const request = httpMessage([
    `GET /reports/${random.integer(1_000, 9_999)} HTTP/1.1`,
    "Host: reports.internal.example.com",
    "Accept: application/json",
  ]);
  const sentAt = talk.now;
  yield* talk.send("vm", request);
  talk.now = sentAt + wait;
  const rows = Array.from({ length: random.integer(4, 30) }, () => random.integer(1, 99_999));
  const response = httpResponse("200 OK", "application/json", JSON.stringify({ rows }));
  yield* teller.first(talk.send("peer", response), "first byte", wait);
  talk.pause(400);
  yield* talk.close("vm");
}
