import { dnsTroubles } from "./dnsTroubles.ts";
import { tcpTroubles } from "./tcpHealth.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";
import type { Finding } from "./finding.ts";

/** Everything worth knowing beside the headline, each once. */
export function findingsOf(summary: CaptureSummary): readonly Finding[] {
  const kinds = summary.remarks.map(({ kind }) => kind);
  const isNew = ({ coveredBy = [] }: Finding) => !coveredBy.some((kind) => kinds.includes(kind));
  return [...summary.remarks, ...[...dnsTroubles(summary), ...tcpTroubles(summary)].filter(isNew)];
}
