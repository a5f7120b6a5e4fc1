import { TroubleTeller } from "../../troubleTeller.ts";
import { forwarded } from "../../wire/ip.ts";
import { quiet } from "../everyday/ordinary.ts";
import type { Scenario } from "../../scenario.ts";

/** Microseconds from a packet to its copy: about the same for all, so that copies come in order. */
const shortest = 100;
const longest = 390;
const jitter = 8;

const teller = new TroubleTeller(({ packets, count }) => ({
  kind: "captured-twice",
  expectedSeverity: "warning",
  copies: count("copy"),
  tcpCopies: packets.filter(({ trouble, tcp }) => trouble?.mark === "copy" && tcp !== undefined).length,
}));

/** An ordinary day in a capture that sees every packet at two places, the second one a hop further. */
export const capturedTwice: Scenario = function* (scene) {
  const { random } = scene;
  const delay = random.part("delay").integer(shortest, longest);
  const jitters = random.part("jitters");
  for (const packet of quiet({ ...scene, random: random.part("ordinary") })) {
    yield teller.one(packet);
    const at = packet.at + delay + jitters.integer(0, jitter);
    yield teller.one({ ...packet, at, frame: forwarded(packet.frame), copy: true }, "copy");
  }
};
