import { CaptureAnalyzer, type AnalyzerOptions } from "../../../src/pcap/captureAnalyzer.ts";
import type { Finding, FindingKind } from "../../../src/pcap/findings/finding.ts";

/** The findings of one kind in a capture file. */
export function findingsIn(kind: FindingKind, bytes: Uint8Array, options: AnalyzerOptions = {}): Finding[] {
  const analyzer = new CaptureAnalyzer(options);
  analyzer.push(bytes);
  return analyzer.end().findings.filter((finding) => finding.kind === kind);
}
