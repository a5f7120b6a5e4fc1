import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareCapture } from "../../scripts/agreement/compareCapture.ts";
import { segmentsFile } from "../support/packets/segments.ts";
import { tcpTrouble } from "../support/packets/tcpTrouble.ts";
import { withoutTshark } from "../support/tshark/tshark.ts";

describe("the TCP analysis of tshark", { skip: withoutTshark }, () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    it(`is ours, packet by packet: trouble of seed ${seed}`, async () => {
      const { differences } = await compareCapture(segmentsFile(tcpTrouble(seed, 120)), null);
      assert.deepEqual(differences, new Map());
    });
  }
});
