import { h, type ComponentChildren, type JSX } from "preact";
import { bothWays } from "./bothWays.ts";
import { displayFilter } from "./displayFilter.ts";
import { hostCell } from "./hostCell.ts";
import { SortableTable } from "./sortableTable.ts";
import type { CaptureSummary, Peer } from "../../../pcap/summary/captureSummary.ts";

/** The services that the VM used, and the clients that used the VM. */
export const PeersTable = ({ summary }: { readonly summary: CaptureSummary }): JSX.Element =>
  h(SortableTable<Peer>, {
    name: "Top peers",
    rows: summary.peers,
    columns: [
      { name: "Peer", valueOf: ({ address }) => address, show: peerCell },
      { name: "Protocol", valueOf: ({ protocol }) => protocol },
      ...bothWays<Peer>(summary),
    ],
    filterOf: displayFilter.ofPeer,
  });

/** Of a client, the port is the VM's. */
function peerCell(peer: Peer): ComponentChildren {
  const { service, port } = peer;
  if (port === null || service === "remote") return hostCell(peer, port);
  return hostCell(peer, null, `client of the VM's port ${port}`);
}
