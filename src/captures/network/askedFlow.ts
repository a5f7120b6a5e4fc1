import type { FindingKind } from "../../pcap/findings/finding.ts";

/** A flow that Azure is asked about. IPv4 only, as its API is. */
export interface AskedFlow {
  /** Kind of the finding behind it; null: the top peer. */
  readonly about: FindingKind | null;
  readonly protocol: "TCP" | "UDP";
  /** Whether the VM began it. */
  readonly direction: "Inbound" | "Outbound";
  /** The VM's side. */
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
}

/** "TCP 10.0.0.4:49152 > 10.0.0.9:443". */
export function askedFlowText(flow: AskedFlow): string {
  const local = `${flow.localAddress}:${flow.localPort}`;
  const remote = `${flow.remoteAddress}:${flow.remotePort}`;
  return flow.direction === "Outbound"
    ? `${flow.protocol} ${local} > ${remote}`
    : `${flow.protocol} ${remote} > ${local}`;
}
