import { CaptureAnalyzer, type AnalyzerOptions } from "../../../src/pcap/captureAnalyzer.ts";
import { selectFrames } from "../findings/selectFrames.ts";
import { pcapFile } from "../packets/captureFiles.ts";
import { frame } from "../packets/linkFrames.ts";
import { ack, reset, syn, tcp, udp, vm, type Ends } from "../packets/vmTraffic.ts";
import type { Finding, FindingKind } from "../../../src/pcap/findings/finding.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

/** A packet, so many seconds after the start of the capture. */
export type Timed = readonly [at: number, packet: Buffer];

export type Outcome = "open" | "half open" | "refused" | "silent";

const turned = ([from, fromPort, to, toPort]: Ends): Ends => [to, toPort, from, fromPort];

/** Sends its packets in the order of their times. */
function timedCapture(packets: readonly Timed[]): Buffer {
  const written = [...packets]
    .sort(([one], [other]) => one - other)
    .map(([at, packet]) => {
      const bytes = frame("ethernet", 0x0800, [], packet);
      const micros = Math.round(at * 1e6);
      const seconds = 1_700_000_000 + Math.floor(micros / 1e6);
      return { seconds, nanoseconds: (micros % 1e6) * 1000, frame: bytes, kept: bytes.length };
    });
  return pcapFile(written, { link: 1, littleEndian: true, nanoseconds: false });
}

/** One request to open, and what comes of it. */
export function probe(at: number, ends: Ends, outcome: Outcome, sequence = 1): Timed[] {
  const asked: Timed = [at, tcp(ends, sequence, syn)];
  const back = turned(ends);
  switch (outcome) {
    case "silent":
      return [asked];
    case "refused":
      return [asked, [at + 0.0004, tcp(back, 0, reset | ack)]];
    case "half open":
      return [asked, [at + 0.0004, tcp(back, 1, syn | ack)]];
    case "open":
      return [
        asked,
        [at + 0.0004, tcp(back, 1, syn | ack)],
        [at + 0.0008, tcp(ends, sequence + 1, ack)],
        [at + 0.001, tcp(ends, sequence + 1, reset | ack)],
      ];
  }
}

/** A SYN without an answer, repeated as an operating system does. */
export const patient = (at: number, ends: Ends): Timed[] =>
  [0, 1, 3].map((later): Timed => [at + later, tcp(ends, 1, syn)]);

/** A connection with so many bytes of payload in each direction, in segments of 500 bytes. */
export function talk(at: number, ends: Ends, payload: number): Timed[] {
  const back = turned(ends);
  const packets: Timed[] = probe(at, ends, "open").slice(0, 3);
  for (let sent = 0; sent < payload; sent += 500) {
    const data = Buffer.alloc(Math.min(500, payload - sent));
    packets.push([at + 0.002 + sent / 1e6, tcp(ends, 2 + sent, ack, data)]);
    packets.push([at + 0.0021 + sent / 1e6, tcp(back, 2 + sent, ack, data)]);
  }
  return packets;
}

export const datagram = (at: number, ends: Ends, bytes = 200): Timed => [at, udp(ends, Buffer.alloc(bytes))];

export const times = <T>(count: number, make: (index: number) => readonly T[]): T[] =>
  Array.from({ length: count }, (_, index) => make(index)).flat();

export function summaryOf(packets: readonly Timed[], options: AnalyzerOptions = {}): CaptureSummary {
  const analyzer = new CaptureAnalyzer({ localAddresses: [vm], flowCapacity: 2 ** 14, ...options });
  analyzer.push(timedCapture(packets));
  return analyzer.end();
}

/** The findings of one kind. */
export const found = (
  kind: FindingKind,
  packets: readonly Timed[],
  options: AnalyzerOptions = {},
): Finding[] => summaryOf(packets, options).findings.filter((finding) => finding.kind === kind);

/** The numbers of the frames that a display filter selects. */
export const selectedFrames = (packets: readonly Timed[], filter: string): number[] =>
  selectFrames(timedCapture(packets), filter);
