import { TroubleTeller } from "../../troubleTeller.ts";
import { ordinary } from "../everyday/ordinary.ts";
import type { Scenario } from "../../scenario.ts";

const teller = new TroubleTeller(() => ({
  kind: "one-sided",
  expectedSeverity: "warning",
  missing: "inbound",
}));

const sourceAt = 6;

/** An ordinary day of which the capture has only what the VM sends. */
export const oneSided: Scenario = function* (scene) {
  const { mac } = scene.vm.ipv4;
  for (const packet of ordinary(scene))
    if (packet.frame.bytes.subarray(sourceAt, sourceAt + mac.length).equals(mac)) yield teller.one(packet);
};
