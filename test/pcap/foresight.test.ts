import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import { ack, captureOf, server, syn, tcp, vm, type Ends } from "../support/packets/vmTraffic.ts";

const flows = 5000;

/** Connections of one VM; each third port is used for another one soon after. */
function manyConnections(): Buffer {
  const packets: Buffer[] = [];
  for (let flow = 0; flow < flows; flow += 1) {
    const ends: Ends = [vm, 10_000 + flow, server, 443];
    packets.push(tcp(ends, syn, 1, Buffer.alloc(0)), tcp(ends, ack, 2, Buffer.alloc(10)));
    if (flow % 3 === 0)
      packets.push(tcp(ends, syn, 900, Buffer.alloc(0)), tcp(ends, ack, 901, Buffer.alloc(7)));
    const earlier: Ends = [server, 443, vm, 10_000 + Math.floor(flow / 2)];
    packets.push(tcp(earlier, ack, 5 + flow, Buffer.alloc(flow % 9)));
  }
  return captureOf(packets);
}

function analyzed(bytes: Buffer, chunkBytes: number) {
  const analyzer = new CaptureAnalyzer();
  for (let at = 0; at < bytes.length; at += chunkBytes) analyzer.push(bytes.subarray(at, at + chunkBytes));
  return { summary: analyzer.end(), conversations: analyzer.conversations("tcp") };
}

describe("packets whose flows were looked for before", () => {
  it("count as they do one by one, also when a port is used again", () => {
    const capture = manyConnections();
    const together = analyzed(capture, capture.length);
    // No chunk has the next packet whole.
    const apart = analyzed(capture, 50);
    assert.deepEqual(together, apart);
    assert.ok(together.summary.conversations.counts.tcp > flows);
  });
});
