import type { CaptureSummary } from "../../pcap/summary/captureSummary.ts";

const filter = "ip.addr == 203.0.113.9 && tcp.port == 443";

/** What the sample's analysis found: the answer to its alert, and a trouble beside it. */
export const specimenFindings = (
  firstAt: string,
  lastAt: string,
): Pick<CaptureSummary, "lead" | "leading" | "findings"> => ({
  lead: "93% of outbound bytes went to 203.0.113.9:443 (updates.example.net)",
  leading: { kind: "top-peer", severity: "note", weight: 0.93 },
  findings: [
    {
      kind: "packet-loss",
      severity: "warning",
      text: "4% of the segments to 203.0.113.9:443 (updates.example.net) are retransmissions",
      filter: `${filter} && tcp.analysis.retransmission`,
      evidence: {
        counts: { segments: 39_104, retransmissions: 1_418, fast: 1_302 },
        flows: ["10.0.0.57:50214 → 203.0.113.9:443"],
        frames: [9_214, 9_377, 9_402],
      },
      nextStep: "Compare with the VM's bandwidth limit; if it is not reached, ask the owner of the peer.",
      firstAt,
      lastAt,
      when: "after",
    },
    {
      kind: "top-peer",
      severity: "note",
      text: "93% of outbound bytes went to 203.0.113.9:443 (updates.example.net)",
      filter,
      evidence: { counts: { packets: 39_104, bytes: 56_702_330 }, flows: [], frames: [] },
      nextStep: "Ask whoever owns the VM whether this transfer is expected.",
      firstAt,
      lastAt,
      when: "after",
    },
  ],
});
