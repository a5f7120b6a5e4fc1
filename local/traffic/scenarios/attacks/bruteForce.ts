import { seconds, thinned, together, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { sshBanner, sshEcdhInit, sshEcdhReply, sshKexInit, sshNewKeys } from "../../wire/ssh.ts";
import { quiet } from "../everyday/ordinary.ts";
import type { PacketSequence } from "../../simulatedPacket.ts";

const attacker = "198.51.100.23";
const port = 22;
const attemptsInFiveSeconds = 40;
const most = 200;
/** When a password fits, as a share of the attempts. */
const luckyAt = 0.6;
/** Sizes of encrypted messages. */
const service = 44;
const guess = 148;
const verdict = 52;
const welcome = 28;

const teller = new TroubleTeller(({ count }) => ({
  kind: "brute-force",
  expectedSeverity: "critical",
  peer: attacker,
  port,
  connections: count("attempt") + count("lucky"),
  succeeded: count("lucky"),
}));

/** One host tries passwords over SSH, a connection each. One of them fits. */
const guessing: Scenario = function* (scene) {
  const { random, startsAt, endsAt } = scene;
  const duration = endsAt - startsAt;
  const attempts = thinned(attemptsInFiveSeconds, most, duration);
  const lucky = Math.floor(attempts * luckyAt);
  const gap = (duration * 0.95) / attempts;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const at = startsAt + Math.floor(gap * (attempt + random.integer(0, 60) / 100));
    if (attempt === lucky) yield* teller.first(session(scene, at), "lucky");
    else yield* teller.first(failure(scene, at), "attempt");
  }
};

export const bruteForce: Scenario = together({ guessing, ordinary: quiet });

const connection = ({ random, vm }: Scene, startsAt: number): TcpConversation =>
  new TcpConversation({
    random,
    vm: { host: vm.ipv4, port },
    peer: { host: remoteHost(attacker, 47), port: random.integer(32_768, 60_999) },
    roundTrip: 31_000,
    startsAt,
  });

function* login({ random, startsAt, endsAt }: Scene, talk: TcpConversation): PacketSequence {
  yield* talk.open("peer");
  yield* talk.send("vm", sshBanner("OpenSSH_9.6p1 Ubuntu-3ubuntu13"));
  yield* talk.send("peer", sshBanner("libssh_0.9.6"));
  yield* talk.send("vm", sshKexInit(random));
  yield* talk.send("peer", sshKexInit(random));
  yield* talk.send("peer", sshEcdhInit(random));
  talk.pause(random.integer(2_000, 4_000));
  yield* talk.send("vm", sshEcdhReply(random));
  yield* talk.send("peer", sshNewKeys(random));
  yield* talk.send("peer", random.bytes(service));
  yield* talk.send("vm", random.bytes(service));
  yield* talk.send("peer", random.bytes(guess));
  // A server takes its time to refuse.
  talk.pause(Math.min(seconds(1.8), Math.floor((endsAt - startsAt) / 20)) + random.integer(0, 200_000));
}

function* failure(scene: Scene, at: number): PacketSequence {
  const talk = connection(scene, at);
  yield* login(scene, talk);
  yield* talk.send("vm", scene.random.bytes(verdict));
  yield* talk.close("peer");
}

/** What the intruder does: commands and their output. */
function* session(scene: Scene, at: number): PacketSequence {
  const { random, endsAt } = scene;
  const talk = connection(scene, at);
  yield* login(scene, talk);
  yield* talk.send("vm", random.bytes(welcome));
  const gap = Math.floor((endsAt - talk.now) / 40);
  for (let command = 0; command < 30; command += 1) {
    yield* talk.send("peer", random.bytes(random.integer(9, 20) * 4));
    talk.pause(random.integer(1_000, 9_000));
    yield* talk.send("vm", random.bytes(random.integer(25, 700) * 4));
    talk.pause(Math.max(0, gap));
  }
  yield* talk.close("peer");
}
