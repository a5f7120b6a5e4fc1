import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer, type AnalyzerOptions } from "../../../../src/pcap/captureAnalyzer.ts";
import { captureOfTalks, type TcpTalk, type TimedPacket } from "../../../support/findings/tcpTalk.ts";
import { closedWindow, each, exchange, fromVm, lossy, vm } from "../../../support/findings/tcpTroubles.ts";
import { pcapFile } from "../../../support/packets/captureFiles.ts";
import { frame } from "../../../support/packets/linkFrames.ts";

const quality = new Set([
  "incomplete",
  "cut-packets",
  "damaged-file",
  "capture-gaps",
  "captured-twice",
  "one-sided",
  "large-frames",
]);

function qualityOf(file: Uint8Array, options: AnalyzerOptions = { localAddresses: [vm] }): string[] {
  const analyzer = new CaptureAnalyzer(options);
  analyzer.push(file);
  return analyzer
    .end()
    .findings.filter(({ kind }) => quality.has(kind))
    .map(({ kind, severity, text }) => `${kind} ${severity}: ${text}`);
}

const exchanges = each(10, (index) => exchange(index * 500, 50_000 + index));
const kept = (talk: Pick<TcpTalk, "packets">, wanted: (packet: TimedPacket, index: number) => boolean) => ({
  packets: talk.packets.filter(wanted),
});

describe("the quality of a capture", () => {
  it("is not mentioned when nothing is wrong with it", () => {
    assert.deepEqual(qualityOf(captureOfTalks(exchanges)), []);
  });

  it("names cut packets, and whether outcomes can still be told", () => {
    assert.deepEqual(qualityOf(captureOfTalks(exchanges, 60)), [
      "cut-packets note: 20 packets are cut to 60 bytes: names and contents may be missing",
    ]);
    assert.deepEqual(qualityOf(captureOfTalks(exchanges, 40)), [
      "cut-packets warning: 90 packets are cut to 40 bytes: outcomes of TCP connections are unknown",
    ]);
  });

  it("names where a file is damaged or ends within a packet", () => {
    const whole = captureOfTalks(exchanges);
    assert.deepEqual(qualityOf(whole.subarray(0, -5)), [
      `damaged-file note: The file ends within a packet, at byte ${(whole.length - 70).toLocaleString("en-US")}, as it does at a size limit`,
    ]);
    const damaged = Buffer.from(whole);
    damaged.fill(255, 24, 40);
    assert.match(
      qualityOf(damaged)[0] ?? "",
      /^damaged-file warning: The file is damaged at byte 24: nothing/,
    );
  });

  it("tells once that most packets are there twice", () => {
    const twice = exchanges.map(({ packets }) => ({
      packets: packets.flatMap(({ at, bytes }) => [
        { at, bytes },
        { at: at + 0.05, bytes },
      ]),
    }));
    assert.deepEqual(qualityOf(captureOfTalks(twice)), [
      "captured-twice warning: The capture holds most packets twice: 90 TCP segments are copies",
    ]);
  });

  it("tells gaps by acknowledgments of what was not captured, and lowers the loss", () => {
    const talk = fromVm().open(0);
    for (let index = 0; index < 150; index += 1)
      talk.send(100 + index * 100, "server", 1_000).acknowledge(150 + index * 100, "client");
    const gaps = kept(talk, (_, index) => index < 3 || index % 10 !== 3);
    assert.match(
      qualityOf(captureOfTalks([gaps]))[0] ?? "",
      /^capture-gaps warning: The capture lacks packets: 3[0-9] gaps in 273 TCP segments \(11%\)$/,
    );
    assert.deepEqual(qualityOf(captureOfTalks([lossy()])), []);
    const analyzer = new CaptureAnalyzer({ localAddresses: [vm] });
    analyzer.push(
      captureOfTalks([
        lossy(),
        { packets: gaps.packets.map(({ at, bytes }) => ({ at, bytes: otherPort(bytes) })) },
      ]),
    );
    const loss = analyzer.end().findings.find(({ kind }) => kind === "packet-loss");
    assert.equal(loss?.severity, "note");
  });

  it("names the direction that is missing", () => {
    const outbound = exchanges.map((talk) =>
      kept(talk, ({ bytes }) => bytes.subarray(12, 16).join(".") === vm),
    );
    assert.deepEqual(qualityOf(captureOfTalks(outbound)), [
      "one-sided warning: The capture has outbound packets only: outcomes are unknown",
    ]);
    assert.deepEqual(qualityOf(captureOfTalks(outbound), { localAddresses: [vm], question: "inbound" }), [
      "one-sided warning: No inbound bytes were captured",
    ]);
  });

  it("says that there are no IP packets", () => {
    const bytes = frame("ethernet", 0x0806, [], Buffer.alloc(28));
    const packet = { seconds: 1, nanoseconds: 0, frame: bytes, kept: bytes.length };
    assert.deepEqual(
      qualityOf(pcapFile([packet, packet], { link: 1, littleEndian: true, nanoseconds: false })),
      ["one-sided warning: The capture holds no IP packets, but 2 packets of other protocols"],
    );
  });

  it("takes segments above 1,500 bytes for the work of network cards", () => {
    const talk = fromVm()
      .open(0)
      .send(20, "client", 100)
      .send(40, "server", 30_000)
      .acknowledge(50, "client");
    assert.deepEqual(qualityOf(captureOfTalks([talk])), [
      "large-frames note: 1 segment is larger than a packet of 1,500 bytes, up to 30,000: network cards cut and join them",
    ]);
    assert.deepEqual(qualityOf(captureOfTalks([closedWindow(100)])), []);
  });
});

/** The same segment of another connection. */
function otherPort(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const at = changed.readUInt16BE(20) === 443 ? 22 : 20;
  changed.writeUInt16BE(55_555, at);
  return changed;
}
