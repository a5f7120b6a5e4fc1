import { CaptureAnalyzer, type AnalyzerOptions } from "../../../src/pcap/captureAnalyzer.ts";
import { pcapFile } from "./captureFiles.ts";
import { frame } from "./linkFrames.ts";
import { ipv4Packet, tcpFlags, tcpSegment, udpDatagram } from "./wire.ts";
import type { CaptureSummary } from "../../../src/pcap/summary/captureSummary.ts";

export const vm = "10.1.2.4";
export const server = "203.0.113.9";
export const { syn, ack, reset } = tcpFlags;

export type Ends = readonly [
  source: string,
  sourcePort: number,
  destination: string,
  destinationPort: number,
];
export const out: Ends = [vm, 50_000, server, 443];
export const back: Ends = [server, 443, vm, 50_000];

export function tcp(
  [source, sourcePort, destination, destinationPort]: Ends,
  sequence: number,
  flags: number,
  payload: Buffer = Buffer.alloc(0),
): Buffer {
  const segment = tcpSegment({ sourcePort, destinationPort, sequence, flags }, payload);
  return ipv4Packet({ source, destination, protocol: 6 }, segment);
}

export function udp([source, sourcePort, destination, destinationPort]: Ends, payload: Buffer): Buffer {
  return ipv4Packet({ source, destination, protocol: 17 }, udpDatagram(sourcePort, destinationPort, payload));
}

export function captureOf(packets: readonly Buffer[]): Buffer {
  const written = packets.map((packet, index) => {
    const bytes = frame("ethernet", 0x0800, [], packet);
    return { seconds: 1_700_000_000 + index, nanoseconds: 0, frame: bytes, kept: bytes.length };
  });
  return pcapFile(written, { link: 1, littleEndian: true, nanoseconds: false });
}

export function summaryOf(bytes: Uint8Array, options: AnalyzerOptions = {}): CaptureSummary {
  const analyzer = new CaptureAnalyzer(options);
  analyzer.push(bytes);
  return analyzer.end();
}

export const upload = (bytes: number, ends: Ends = out): Buffer[] =>
  Array.from({ length: bytes / 1000 }, (_, index) => tcp(ends, 1 + index * 1000, ack, Buffer.alloc(1000)));
