import { thinned, together, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { httpMessage, httpResponse } from "../../wire/http.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { quiet } from "../everyday/ordinary.ts";
import type { Random } from "../../random.ts";
import type { PacketSequence } from "../../simulatedPacket.ts";

const backend = "10.0.1.8";
const port = 8_080;
const connectionsInFiveSeconds = 14;
const most = 60;
/** Percentage of the requests that the backend refuses. */
const refusedShare = 60;

const teller = new TroubleTeller(({ count }) => ({
  kind: "http-errors",
  expectedSeverity: "critical",
  peer: backend,
  port,
  code: 503,
  requests: count("request"),
  responses: count("error") + count("success"),
  errors: count("error"),
}));

/** A backend that the VM calls over plain HTTP is overloaded, and says so. */
const calls: Scenario = function* (scene) {
  const { random, startsAt, endsAt } = scene;
  const count = thinned(connectionsInFiveSeconds, most, endsAt - startsAt);
  for (let index = 0; index < count; index += 1) yield* connection(scene, random.integer(startsAt, endsAt));
};

export const httpErrors: Scenario = together({ calls, ordinary: quiet });

function* connection({ random, vm }: Scene, at: number): PacketSequence {
  const talk = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port: random.integer(49_152, 65_535) },
    peer: { host: remoteHost(backend, 64), port },
    roundTrip: 800,
    startsAt: at,
  });
  yield* talk.open("vm");
  for (let requests = random.integer(1, 4); requests > 0; requests -= 1) {
    yield* teller.first(talk.send("vm", request(random)), "request");
    talk.pause(random.integer(2_000, 30_000));
    const isRefused = random.integer(1, 100) <= refusedShare;
    const response = isRefused ? refusal() : order(random);
    yield* teller.first(talk.send("peer", response), isRefused ? "error" : "success");
    talk.pause(random.integer(5_000, 60_000));
  }
  yield* talk.close("vm");
}

const request = (random: Random): Buffer =>
  httpMessage([
    `GET /api/orders/${random.integer(10_000, 99_999)} HTTP/1.1`,
    "Host: orders.internal.example.com",
    "User-Agent: storefront/4.2",
    "Accept: application/json",
  ]);

const refusal = (): Buffer =>
  httpResponse("503 Service Unavailable", "text/plain", "No server is available to handle this request.\n");

const order = (random: Random): Buffer =>
  httpResponse(
    "200 OK",
    "application/json",
    JSON.stringify({ id: random.integer(10_000, 99_999), items: random.integer(1, 9), state: "packed" }),
  );
