import { many } from "../../../wording/many.ts";
import { shareText } from "../../../wording/shareText.ts";
import { ofAll, type Finding } from "./finding.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

/** From these shares (of the connections, or of the TCP packets) a count is reported as trouble. */
const trouble = {
  connections: 0.1,
  resets: 0.25,
  fewestResets: 3,
  retransmissions: 0.02,
  fewestRetransmissions: 10,
};
/** Bounds within which TCP is called healthy. */
const healthy = { connections: 5, packets: 100, established: 0.9, resets: 0.05, retransmissions: 0.005 };

const tries = ["ports-tried", "hosts-tried"] as const;
const resetFilter = "tcp.flags.reset == 1";

type Traffic = Pick<CaptureSummary, "tcp" | "protocols" | "exact">;

/** Resets that are not refusals: aborted connections, or connections closed in a hurry. */
const otherResets = ({ resets, refused }: CaptureSummary["tcp"]): number =>
  Math.max(resets - (refused ?? 0), 0);

export function tcpTroubles({ tcp, protocols }: Traffic): readonly Finding[] {
  const { connections, retransmissions } = tcp;
  const [refused, unanswered] = [tcp.refused ?? 0, tcp.unanswered ?? 0];
  const cut = otherResets(tcp);
  const isMuch = (count: number, all: number, share: number) => count > 0 && count >= all * share;
  const findings: Finding[] = [];
  if (isMuch(unanswered, connections, trouble.connections))
    findings.push({
      text: `${ofAll(unanswered, connections)} TCP connections got no reply`,
      filter: "tcp.flags.syn == 1 && tcp.flags.ack == 0",
      coveredBy: tries,
    });
  if (isMuch(refused, connections, trouble.connections))
    findings.push({
      text: `${ofAll(refused, connections)} TCP connections were refused`,
      filter: resetFilter,
      coveredBy: tries,
    });
  if (cut >= trouble.fewestResets && isMuch(cut, connections, trouble.resets))
    findings.push({ text: `${many(cut, "TCP reset")} other than refusals`, filter: resetFilter });
  if (
    retransmissions >= trouble.fewestRetransmissions &&
    isMuch(retransmissions, protocols.tcp, trouble.retransmissions)
  )
    findings.push({
      text: `${shareText(retransmissions / protocols.tcp)} of the TCP packets are retransmissions`,
      filter: "tcp.analysis.retransmission",
    });
  return findings;
}

/** TCP health: a verdict where the numbers justify one, and the numbers. */
export function tcpHealth(traffic: Traffic): {
  readonly verdict: string;
  readonly numbers: readonly string[];
} {
  const { tcp, protocols } = traffic;
  if (protocols.tcp === 0) return { verdict: "No TCP", numbers: [] };
  return { verdict: tcpVerdict(traffic), numbers: [connectionsText(tcp), packetsText(tcp, protocols.tcp)] };
}

function tcpVerdict(traffic: Traffic): string {
  const { tcp, protocols, exact } = traffic;
  if (tcpTroubles(traffic).length > 0) return "TCP does not look healthy";
  if (tcp.connections < healthy.connections || protocols.tcp < healthy.packets || !exact)
    return "TCP: not enough data for a verdict";
  const isClean =
    tcp.refused === 0 &&
    tcp.unanswered === 0 &&
    tcp.established >= tcp.connections * healthy.established &&
    otherResets(tcp) <= tcp.connections * healthy.resets &&
    tcp.retransmissions <= protocols.tcp * healthy.retransmissions;
  return isClean ? "TCP looks healthy" : "TCP looks mostly healthy, with a few errors";
}

function connectionsText({ connections, established, refused, unanswered }: CaptureSummary["tcp"]): string {
  if (connections === 0) return "No connection was opened during the capture.";
  const outcomes = Object.entries({ established, refused, unanswered }).map(
    ([outcome, count]) => `${count?.toLocaleString("en-US") ?? "unknown"} ${outcome}`,
  );
  return `${many(connections, "connection")}: ${outcomes.join(", ")}.`;
}

function packetsText(
  { resets, retransmissions, outOfOrder }: CaptureSummary["tcp"],
  packets: number,
): string {
  const share = retransmissions === 0 ? "" : ` (${fineShare(retransmissions / packets)})`;
  return `${many(resets, "reset")}, ${many(retransmissions, "retransmission")}${share}, ${outOfOrder.toLocaleString("en-US")} out of order, in ${many(packets, "TCP packet")}.`;
}

/** Loss below one percent matters, so it gets decimals. */
const fineShare = (share: number): string =>
  share < 0.1 ? `${(share * 100).toFixed(share < 0.001 ? 2 : 1)} %` : shareText(share);
