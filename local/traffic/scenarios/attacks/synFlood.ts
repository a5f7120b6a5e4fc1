import { seconds, thinned, together, type Scenario } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { quiet } from "../everyday/ordinary.ts";
import type { Random } from "../../random.ts";

const port = 443;
const requestsInFiveSeconds = 1_200;
const most = 3_000;
/** The flood lasts for this share of the capture, but no longer than it would stay dense. */
const share = 0.6;
const longest = seconds(6);
/** The VM repeats its answers until so many connections wait; then it answers with SYN cookies. */
const backlog = 128;

const teller = new TroubleTeller(({ packets, count }) => {
  const requests = packets.filter(({ trouble }) => trouble?.mark === "asks");
  if (requests.length === 0) return null;
  return {
    kind: "syn-flood",
    expectedSeverity: "critical",
    port,
    requests: requests.length,
    sources: new Set(requests.map(({ frame }) => frame.ip?.from.address)).size,
    answers: count("accepts"),
    completed: 0,
  };
});

/** Hundreds of SYNs a second from forged addresses. The VM answers; nobody acknowledges. */
const flood: Scenario = function* ({ random, vm, startsAt, endsAt }) {
  const duration = endsAt - startsAt;
  const beginsAt = startsAt + Math.floor(duration * 0.2);
  const lasts = Math.min(duration * share, longest);
  const requests = thinned(requestsInFiveSeconds, most, duration);
  for (let request = 0; request < requests; request += 1) {
    const talk = new TcpConversation({
      random,
      vm: { host: vm.ipv4, port },
      peer: {
        host: remoteHost(forgedAddress(random), random.integer(38, 118)),
        port: random.integer(1_024, 65_535),
      },
      roundTrip: 20_000,
      startsAt: beginsAt + Math.floor((lasts * (request + random.integer(0, 99) / 100)) / requests),
    });
    yield* teller.each(talk.leaveHalfOpen("peer", request < backlog ? 4 : 1), ({ tcp }) => tcp?.kind ?? "");
  }
};

/** From the network for benchmarks, which nobody uses (RFC 2544). */
const forgedAddress = (random: Random): string =>
  `198.${random.integer(18, 19)}.${random.integer(0, 255)}.${random.integer(1, 254)}`;

export const synFlood: Scenario = together({ flood, ordinary: quiet });
