import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { plannedEnding, sessionFile } from "../../../local/azure/arm/packetCaptures/session/sessionFile.ts";
import { scenarioNames, type ScenarioName } from "../../../local/traffic/namedScenarios.ts";
import { everyNth } from "../../support/depth.ts";
import { segmentsFile } from "../../support/packets/segments.ts";
import { tcpTrouble } from "../../support/packets/tcpTrouble.ts";
import { summaryOf } from "../../support/packets/vmTraffic.ts";
import { recordsOf, splitCapture, summaryOfParts } from "../../support/recording/splitCapture.ts";
import { startedAt } from "../../support/traffic/capture.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

const second = 1e6;
const options = { flowCapacity: 2 ** 14, summaryBytes: 2 ** 20 };

function scenarioFile(traffic: ScenarioName, seconds: number): Buffer {
  const session = {
    vm: { id: "", name: "WEB01", address: "10.0.0.4" },
    targetType: "AzureVM",
    instances: null,
    startedAt,
  } as const;
  const limits = { timeLimitInSeconds: seconds, totalBytesPerSession: 0, bytesToCapturePerPacket: 0 };
  const capture = { ...session, ...limits, id: "a", traffic, filters: [] };
  return sessionFile({ ...capture, ending: plannedEnding(capture, null) }).bytes;
}

/** What does not depend on how the packets are spread over files. */
function comparable(summary: CaptureSummary) {
  const { findings, ...all } = summary;
  const ofTraffic = findings.filter(({ kind }) => kind !== "cut-packets");
  const told = ofTraffic.map(({ filter, evidence: { counts, flows }, ...finding }) => ({
    ...finding,
    // Frames are those of the capture file.
    filter: filter.replace(/frame\.number (?:in \{[^}]*\}|== 0)/, "frames"),
    evidence: { counts, flows },
  }));
  const ofFile = { file: null, before: null, capturedBytes: 0, largestPacketBytes: 0, shortenedPackets: 0 };
  return { ...all, ...ofFile, findings: told };
}

/** Cuts of a file at a share of its time, with a ring that goes on for two seconds. */
function cutAt(file: Buffer, share: number, ringFiles: number) {
  const records = recordsOf(file);
  const [first = 0, last = 0] = [records[0]?.at, records.at(-1)?.at];
  return splitCapture(file, {
    at: Math.round(first + (last - first) * share),
    overlap: 2 * second,
    ringFiles,
  });
}

const cuts = [
  [0.5, 4],
  [0.13, 1],
  [0.83, 9],
] as const;

describe("a capture cut into the files of a ring and a capture", () => {
  for (const name of everyNth(2, scenarioNames))
    it(`has the summary of the whole: ${name}`, () => {
      const file = scenarioFile(name, 60);
      for (const [share, ringFiles] of everyNth(3, cuts)) {
        const split = cutAt(file, share, ringFiles);
        const parts = summaryOfParts(split, options);
        assert.equal(parts.before?.gapSeconds, 0);
        assert.ok(parts.before.packets > 0 && parts.before.overlapPackets > 0);
        assert.deepEqual(comparable(parts), comparable(summaryOf(split.whole, options)), `${share}`);
      }
    });

  it("has the TCP figures and conversations of the whole, whatever goes wrong with the connections", () => {
    for (const seed of everyNth(4, [1, 2, 3, 4, 5, 6, 7, 8])) {
      const file = segmentsFile(tcpTrouble(seed, 120));
      const whole = summaryOf(file, options);
      for (const share of [0.2, 0.5, 0.9]) {
        const { tcp, conversations, packets, bytes } = summaryOfParts(cutAt(file, share, 5), options);
        assert.deepEqual(
          { tcp, conversations, packets, bytes },
          {
            tcp: whole.tcp,
            conversations: whole.conversations,
            packets: whole.packets,
            bytes: whole.bytes,
          },
        );
      }
    }
  });
});
