import type { CaptureSummary } from "../../pcap/summary.ts";
import { dnsTroubles } from "./dnsTroubles.ts";
import type { Finding } from "./finding.ts";
import { tcpTroubles } from "./tcpHealth.ts";

/** What stands out beside the answer. */
export const findingsOf = (summary: CaptureSummary): readonly Finding[] => [
  ...dnsTroubles(summary),
  ...tcpTroubles(summary),
];
