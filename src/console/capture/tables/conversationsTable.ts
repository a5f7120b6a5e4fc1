import { h, type JSX } from "preact";
import { socketText } from "../../../wording/socketText.ts";
import { displayFilter } from "./displayFilter.ts";
import { figureColumn } from "./figureColumn.ts";
import { hostCell } from "./hostCell.ts";
import { SortableTable } from "./sortableTable.ts";
import type { CaptureSummary, Conversation, ConversationEnd } from "../../../pcap/summary/captureSummary.ts";

/** Who talked with whom; the VM is on the left. */
export const ConversationsTable = ({ summary }: { readonly summary: CaptureSummary }): JSX.Element =>
  h(SortableTable<Conversation>, {
    name: "Conversations",
    isWide: true,
    rows: summary.conversations.top,
    columns: [
      { name: "From", valueOf: ({ a }) => socketOf(a), show: ({ a }) => hostCell(a, a.port) },
      { name: "To", valueOf: ({ b }) => socketOf(b), show: ({ b }) => hostCell(b, b.port) },
      { name: "Protocol", valueOf: ({ protocol }) => protocol },
      figureColumn.ofBytes<Conversation>("Sent", ({ fromAToB }) => fromAToB.bytes),
      figureColumn.ofBytes<Conversation>("Received", ({ fromBToA }) => fromBToA.bytes),
    ],
    filterOf: displayFilter.ofConversation,
  });

const socketOf = ({ address, port }: ConversationEnd): string => socketText(address, port);
