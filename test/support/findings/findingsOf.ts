import { CaptureAnalyzer, type AnalyzerOptions } from "../../../src/pcap/captureAnalyzer.ts";
import { captureOfTalks, type TcpTalk } from "./tcpTalk.ts";
import type { Finding, FindingKind } from "../../../src/pcap/findings/finding.ts";

/** The findings of one kind in a capture of these connections. */
export function findingsOf(
  kind: FindingKind,
  talks: readonly TcpTalk[],
  options: AnalyzerOptions = { localAddresses: ["10.1.2.4"] },
): Finding[] {
  const analyzer = new CaptureAnalyzer(options);
  analyzer.push(captureOfTalks(talks));
  return analyzer.end().findings.filter((finding) => finding.kind === kind);
}

/** "warning: 203.0.113.9:443 …" */
export const textsOf = (...of: Parameters<typeof findingsOf>): string[] =>
  findingsOf(...of).map(({ severity, text }) => `${severity}: ${text}`);
