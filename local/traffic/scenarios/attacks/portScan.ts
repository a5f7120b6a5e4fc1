import { thinned, together, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { ordinary } from "../everyday/ordinary.ts";
import type { Random } from "../../random.ts";
import type { PacketSequence } from "../../simulatedPacket.ts";

const scannerAddress = "198.51.100.7";
const scanner = remoteHost(scannerAddress, 241);
const openPorts = [80, 443];
const triedPorts = 1_100;
const most = 1_000;
const portsInFiveSeconds = 400;
/** Percentage of closed ports whose probes the VM's firewall drops silently. */
const silentShare = 25;
/** The scan's share of the capture's time. The rest is for the last responses. */
const scanShare = 0.9;

const teller = new TroubleTeller(({ count }) => ({
  kind: "port-scan",
  expectedSeverity: "warning",
  peer: scannerAddress,
  probes: count("probe"),
}));

/** An outside host probes the VM's ports one by one: a few open, most refused, the rest silent. */
const scan: Scenario = function* (scene) {
  const { random, startsAt, endsAt } = scene;
  const duration = endsAt - startsAt;
  const ports = shuffledPorts(random, thinned(portsInFiveSeconds, most, duration));
  const sourcePort = random.integer(32_768, 60_999);
  const gap = (duration * scanShare) / ports.length;
  for (const [index, port] of ports.entries()) {
    const at = startsAt + Math.floor(gap * (index + random.integer(0, 80) / 100));
    yield* teller.first(probe(scene, port, sourcePort, at), "probe");
  }
};

export const portScan: Scenario = together({ scan, ordinary });

/** `count` ports in random order, the open ones among them. */
function shuffledPorts(random: Random, count: number): number[] {
  const closed = Array.from({ length: triedPorts }, (_, index) => index + 1).filter(
    (port) => !openPorts.includes(port),
  );
  const chosen = [...openPorts, ...shuffle(random, closed)].slice(0, Math.max(count, openPorts.length));
  return shuffle(random, chosen);
}

/** Fisher-Yates. */
function shuffle(random: Random, numbers: readonly number[]): number[] {
  const shuffled = [...numbers];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = random.integer(0, last);
    [shuffled[last], shuffled[other]] = [shuffled[other] ?? 0, shuffled[last] ?? 0];
  }
  return shuffled;
}

function* probe({ random, vm }: Scene, port: number, sourcePort: number, startsAt: number): PacketSequence {
  const talk = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port },
    peer: { host: scanner, port: sourcePort },
    roundTrip: 38_000,
    startsAt,
    scan: true,
  });
  if (openPorts.includes(port)) {
    yield* talk.open("peer");
    yield* talk.reset("peer");
  } else if (random.integer(1, 100) <= silentShare) yield* talk.ignore("peer", 2);
  else yield* talk.refuse("peer");
}
