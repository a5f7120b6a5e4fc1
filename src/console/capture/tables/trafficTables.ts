import { h, type JSX } from "preact";
import { ConversationsTable } from "./conversationsTable.ts";
import { DnsNamesTable } from "./dnsNamesTable.ts";
import { PeersTable } from "./peersTable.ts";
import { ServicesTable } from "./servicesTable.ts";
import { TalkersTable } from "./talkersTable.ts";
import { TlsServersTable } from "./tlsServersTable.ts";
import type { CaptureSummary } from "../../../pcap/summary/captureSummary.ts";

interface TrafficTablesProps {
  readonly summary: CaptureSummary;
  /** The DNS queries in a line. */
  readonly dns: string | null;
}

/** The lists of an analysis, those that have rows. */
export const TrafficTables = ({ summary, dns }: TrafficTablesProps): JSX.Element =>
  h(
    "div",
    { class: "tables" },
    summary.peers.length > 0 && h(PeersTable, { summary }),
    summary.talkers.length > 0 && h(TalkersTable, { summary }),
    summary.conversations.top.length > 0 && h(ConversationsTable, { summary }),
    summary.ports.length > 0 && h(ServicesTable, { summary }),
    summary.dns.names.length > 0 && h(DnsNamesTable, { summary, note: dns }),
    summary.tlsServers.length > 0 && h(TlsServersTable, { summary }),
  );
