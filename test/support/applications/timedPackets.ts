import { pcapFile } from "../packets/captureFiles.ts";
import { frame } from "../packets/linkFrames.ts";
import { summaryOf, vm } from "../packets/vmTraffic.ts";
import type { AnalyzerOptions } from "../../../src/pcap/captureAnalyzer.ts";
import type { Finding, FindingKind } from "../../../src/pcap/findings/finding.ts";

/** An IPv4 packet, and its time in seconds since the capture's beginning. */
export type TimedPacket = readonly [at: number, packet: Buffer];

/** 2026-11-26, 00:00 UTC. */
const captureStart = 1_795_651_200;

/** A capture of these packets, in the order of their times. */
export function timedCapture(packets: readonly TimedPacket[], startsAt = captureStart): Buffer {
  const written = [...packets]
    .sort(([one], [other]) => one - other)
    .map(([at, packet]) => {
      const bytes = frame("ethernet", 0x0800, [], packet);
      const seconds = startsAt + Math.floor(at);
      const nanoseconds = Math.round((at - Math.floor(at)) * 1e6) * 1000;
      return { seconds, nanoseconds, frame: bytes, kept: bytes.length };
    });
  return pcapFile(written, { link: 1, littleEndian: true, nanoseconds: false });
}

/** The findings of one kind in a capture of the VM. */
export const findingsOf = (
  kind: FindingKind,
  packets: readonly TimedPacket[],
  options: AnalyzerOptions = { localAddresses: [vm] },
): readonly Finding[] =>
  summaryOf(timedCapture(packets), options).findings.filter((finding) => finding.kind === kind);
