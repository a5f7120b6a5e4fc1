import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../../src/pcap/captureAnalyzer.ts";
import { isDeep } from "../../../support/depth.ts";
import { captured } from "../../../support/traffic/capture.ts";
import type { FindingKind } from "../../../../src/pcap/findings/finding.ts";

const ofBehaviour: ReadonlySet<FindingKind> = new Set([
  ...(["syn-flood", "broadcast-flood", "port-scan", "host-sweep", "brute-force"] as const),
  ...(["beacon", "one-host"] as const),
]);

describe("an ordinary day", () => {
  for (const seconds of [5, 60, 300])
    it(`has no finding on behaviour, in ${seconds} s, whatever the seed`, () => {
      for (let seed = 0; seed < (isDeep ? 100 : 3); seed += 1) {
        const { bytes } = captured(seconds, { scenario: "ordinary", seed: `seed ${seed}` });
        const analyzer = new CaptureAnalyzer({ flowCapacity: 2 ** 14 });
        analyzer.push(bytes);
        const { findings } = analyzer.end();
        assert.deepEqual(
          findings.filter(({ kind, severity }) => ofBehaviour.has(kind) || severity === "critical"),
          [],
          `seed ${seed}`,
        );
      }
    });
});
