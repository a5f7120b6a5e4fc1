import { dnsTroubles } from "./dnsTroubles.ts";
import { tcpTroubles } from "./tcpHealth.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";
import type { Finding } from "./finding.ts";

/** What stands out beside the answer, each thing once. */
export function findingsOf(summary: CaptureSummary): readonly Finding[] {
  const kinds = summary.remarks.map(({ kind }) => kind);
  const isNew = ({ toldBy = [] }: Finding) => !toldBy.some((kind) => kinds.includes(kind));
  return [...summary.remarks, ...[...dnsTroubles(summary), ...tcpTroubles(summary)].filter(isNew)];
}
