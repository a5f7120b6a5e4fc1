import { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import { tcpEvent } from "../../src/pcap/tcp/tcpEvent.ts";
import { kindsOf, type AnalyzedKind } from "./analyzedKinds.ts";
import type { CaptureSummary } from "../../src/pcap/summary/captureSummary.ts";

interface FrameEvents {
  readonly summary: CaptureSummary;
  /** Of each packet with a TCP segment that shows something, by its number. */
  readonly events: ReadonlyMap<number, ReadonlySet<AnalyzedKind>>;
  /** Numbers of the packets that the capture holds twice. */
  readonly copies: ReadonlySet<number>;
  readonly segments: number;
}

/** Analyzes a capture file, and keeps what each of its packets shows. */
export function ourEvents(file: Uint8Array): FrameEvents {
  const events = new Map<number, Set<AnalyzedKind>>();
  const copies = new Set<number>();
  let segments = 0;
  const observer = {
    take(_records: DataView, { frame }: { readonly frame: number }, bits: number): void {
      segments += 1;
      if (bits & tcpEvent.copy) copies.add(frame);
      const kinds = kindsOf(bits);
      if (kinds.length > 0) events.set(frame, new Set([...(events.get(frame) ?? []), ...kinds]));
    },
  };
  const analyzer = new CaptureAnalyzer({ observers: [observer] });
  analyzer.push(file);
  return { summary: analyzer.end(), events, copies, segments };
}
