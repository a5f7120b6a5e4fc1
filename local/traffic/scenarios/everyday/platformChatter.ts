import { repeatedTimes, seconds, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { httpMessage, httpResponse } from "../../wire/http.ts";
import { metadataHost, platformHost, type NetworkHost } from "../../wire/networkHost.ts";
import type { PacketSequence } from "../../simulatedPacket.ts";

/** Round trip to Azure's services on the VM's host, in microseconds. */
const roundTrip = 420;

interface Exchange {
  readonly server: NetworkHost;
  readonly port: number;
  readonly request: readonly string[];
  readonly contentType: string;
  readonly answer: (scene: Scene) => string;
}

const goalState: Exchange = {
  server: platformHost,
  port: 80,
  request: [
    "GET /machine/?comp=goalstate HTTP/1.1",
    "Host: 168.63.129.16",
    "x-ms-agent-name: WALinuxAgent",
    "x-ms-version: 2012-11-30",
  ],
  contentType: "text/xml; charset=utf-8",
  answer: () =>
    '<?xml version="1.0" encoding="utf-8"?><GoalState><Version>2012-11-30</Version><Incarnation>4</Incarnation></GoalState>',
};

const health: Exchange = {
  server: platformHost,
  port: 32_526,
  request: ["GET /health HTTP/1.1", "Host: 168.63.129.16:32526"],
  contentType: "application/json",
  answer: () => '{"status":"ok"}',
};

const instance: Exchange = {
  server: metadataHost,
  port: 80,
  request: [
    "GET /metadata/instance/compute?api-version=2021-02-01 HTTP/1.1",
    "Host: 169.254.169.254",
    "Metadata: true",
  ],
  contentType: "application/json; charset=utf-8",
  answer: ({ vm }) =>
    JSON.stringify({ location: "westeurope", name: vm.name, provider: "Microsoft.Compute" }),
};

/** Every VM's traffic with the platform: agent, instance metadata, load balancer probes. */
export const platformChatter: Scenario = function* (scene) {
  for (const at of repeatedTimes(scene, seconds(6), 400)) yield* exchange(scene, goalState, at);
  for (const at of repeatedTimes(scene, seconds(15), 120)) yield* exchange(scene, health, at);
  for (const at of repeatedTimes(scene, seconds(20), 60)) yield* exchange(scene, instance, at);
  for (const at of repeatedTimes(scene, seconds(5), 400)) yield* probe(scene, at);
};

function* exchange(
  scene: Scene,
  { server, port, request, contentType, answer }: Exchange,
  at: number,
): PacketSequence {
  const { random, vm } = scene;
  const talk = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port: random.integer(49_152, 65_535) },
    peer: { host: server, port },
    roundTrip,
    startsAt: at,
  });
  yield* talk.open("vm");
  yield* talk.send("vm", httpMessage([...request, "Connection: close"]));
  talk.pause(random.integer(900, 9_000));
  yield* talk.send("peer", httpResponse("200 OK", contentType, answer(scene)));
  yield* talk.close("peer");
}

/** A load balancer's health probe: it only opens a connection. */
function* probe({ random, vm }: Scene, at: number): PacketSequence {
  const talk = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port: 443 },
    peer: { host: platformHost, port: random.integer(49_152, 65_535) },
    roundTrip,
    startsAt: at,
  });
  yield* talk.open("peer");
  yield* talk.close("peer");
}
