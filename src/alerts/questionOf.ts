import type { Question } from "../pcap/summary/captureSummary.ts";

/**
 * The VM's own network metrics ("Network Out Total", "Outbound Flows Maximum Creation Rate", …), and those of
 * the agents inside it ("\Network Interface(*)\Bytes Sent/sec", "net/bytes_sent",
 * "/builtin/network/bytestransmitted").
 * https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-compute-virtualmachines-metrics
 */
const patterns: Readonly<Record<Question, RegExp>> = {
  outbound: /^network out\b|^outbound flows\b|\bbytes[ _]?(?:sent|transmitted)\b/i,
  inbound: /^network in\b|^inbound flows\b|\bbytes[ _]?(?:received|recv)\b/i,
};

/** The direction that an alert on these metrics asks about; null for none or both. */
export function questionOf(metrics: readonly string[]): Question | null {
  const asks = (question: Question) => metrics.some((metric) => patterns[question].test(metric));
  const [outbound, inbound] = [asks("outbound"), asks("inbound")];
  if (outbound === inbound) return null;
  return outbound ? "outbound" : "inbound";
}
