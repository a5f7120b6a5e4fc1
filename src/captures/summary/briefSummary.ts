import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";

/** A summary with its lead, findings and counts, without its lists: what is told in a few lines. */
export const briefSummary = (summary: CaptureSummary): CaptureSummary => ({
  ...summary,
  timeline: { ...summary.timeline, packets: [], bytes: [] },
  protocolMix: [],
  talkers: [],
  peers: [],
  ports: [],
  conversations: { ...summary.conversations, top: [] },
  latency: [],
  dns: { ...summary.dns, servers: [], names: [] },
  tlsServers: [],
});
