import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../src/pcap/captureAnalyzer.ts";
import { everyNth } from "../../support/depth.ts";
import { captured } from "../../support/traffic/capture.ts";
import type { ScenarioName } from "../../../local/traffic/namedScenarios.ts";

function analysisOf(scenario: ScenarioName, seconds: number) {
  const { bytes, truth } = captured(seconds, { scenario });
  const analyzer = new CaptureAnalyzer({ question: "outbound", flowCapacity: 2 ** 14 });
  analyzer.push(bytes);
  return { truth, summary: analyzer.end() };
}

describe("the analysis of a capture without the VM's addresses", () => {
  for (const seconds of everyNth(2, [5, 18_000])) {
    it(`finds the upload and has no remark, in ${seconds} s`, () => {
      const { headline, remarks } = analysisOf("exfiltration", seconds).summary;
      assert.match(headline ?? "", /^\d\d % of outbound bytes went to 198\.51\.100\.77:443 \(files\.example/);
      assert.deepEqual(remarks, []);
    });

    it(`finds no dominant peer and has no remark, on an ordinary day of ${seconds} s`, () => {
      const { headline, remarks } = analysisOf("ordinary", seconds).summary;
      assert.match(headline ?? "", /^No dominant peer/);
      assert.deepEqual(remarks, []);
    });

    it(`remarks on the port scan, in ${seconds} s`, () => {
      const { truth, summary } = analysisOf("port-scan", seconds);
      const { scanner, ports, open, refused, silent } = truth.scan ?? assert.fail("There is no scan.");
      assert.match(summary.headline ?? "", /^No dominant peer/);
      assert.deepEqual(
        summary.remarks.map(({ text }) => text),
        [
          `${scanner} probed ${ports.toLocaleString("en-US")} TCP ports: ${open} open, ${refused} refused, ${silent} no reply`,
        ],
      );
    });

    it(`remarks on the DNS storm, in ${seconds} s`, () => {
      const { truth, summary } = analysisOf("dns-storm", seconds);
      const { queries, distinctNames, failures, answers } = truth.dns;
      const share = Math.round((failures / answers) * 100);
      assert.deepEqual(
        summary.remarks.map(({ text }) => text),
        [
          `${queries.toLocaleString("en-US")} DNS queries for ${distinctNames.toLocaleString("en-US")} names: ${share}% of the lookups failed`,
        ],
      );
    });
  }
});
