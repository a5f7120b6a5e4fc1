import { createRandom } from "../random.ts";
import { seconds, type Scenario } from "../scenario.ts";
import { TcpConversation } from "../tcp/tcpConversation.ts";
import { remoteHost } from "../wire/networkHost.ts";
import { tlsApplicationData } from "../wire/tls.ts";

const every = seconds(10);
const server = { address: "198.51.100.44", port: 5_671, roundTrip: 12_600 };
const clientPort = 51_672;
const bytes = { request: 85, answer: 61 };

/**
 * A connection to a message broker that was opened before anyone looked and is never closed: an exchange
 * every ten seconds. Each scene has its own part of it, with the sequence numbers that the parts before
 * leave; scenes begin at multiples of ten seconds since the epoch.
 */
export const longConversation = (seed: string): Scenario =>
  function* ({ random, vm, startsAt, endsAt }) {
    const talk = new TcpConversation({
      random: createRandom(`${seed}/broker`),
      vm: { host: vm.ipv4, port: clientPort },
      peer: { host: remoteHost(server.address), port: server.port },
      roundTrip: server.roundTrip,
      startsAt,
    });
    const earlier = startsAt / every;
    const sides = {
      vm: tlsApplicationData(random, bytes.request),
      peer: tlsApplicationData(random, bytes.answer),
    };
    for (const side of ["vm", "peer"] as const)
      talk.moveSequence(side, (earlier * sides[side].length) % 2 ** 32);
    for (let at = startsAt; at < endsAt; at += every) {
      talk.now = at + random.integer(200_000, 900_000);
      yield* talk.send("vm", tlsApplicationData(random, bytes.request));
      yield* talk.send("peer", tlsApplicationData(random, bytes.answer));
    }
  };
