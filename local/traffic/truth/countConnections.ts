import type { SegmentFacts, SimulatedPacket } from "../simulatedPacket.ts";
import type { ScanTruth, TcpTruth } from "./truth.ts";

interface Connection {
  /** The first packet of it. */
  readonly first: SimulatedPacket;
  readonly outcome: "established" | "refused" | "unanswered";
}

/** The conversations whose beginning is among the packets, with their outcomes. */
function connectionsOf(packets: readonly SimulatedPacket[]): Connection[] {
  const segments = Map.groupBy(packets, ({ tcp }) => tcp?.conversation);
  segments.delete(undefined);
  return [...segments.values()].flatMap((conversation) => {
    const [first] = conversation;
    return first === undefined || !hasBeginning(conversation)
      ? []
      : { first, outcome: outcomeOf(conversation) };
  });
}

/** A SYN; or a SYN-ACK of a side that goes on, which it does with a peer only. */
function hasBeginning(conversation: readonly SimulatedPacket[]): boolean {
  if (conversation.some(({ tcp }) => tcp?.kind === "asks")) return true;
  const accepting = conversation.find(({ tcp }) => tcp?.kind === "accepts")?.tcp?.by;
  return conversation.some(({ tcp }) => tcp?.kind === "other" && tcp.by === accepting);
}

function outcomeOf(conversation: readonly SimulatedPacket[]): Connection["outcome"] {
  const has = (what: (facts: SegmentFacts) => boolean) =>
    conversation.some(({ tcp }) => tcp !== undefined && what(tcp));
  // Whoever acknowledges the answer to its request has seen it, even where the capture has not.
  if (has(({ kind }) => kind === "accepts")) return "established";
  if (has(({ kind, by, opener }) => kind === "other" && by === opener)) return "established";
  return has(({ kind, by, opener }) => kind === "resets" && by !== opener) ? "refused" : "unanswered";
}

/** @param oneSided only what the VM sends is there, so that nobody can know what was refused */
export function countConnections(seen: readonly SimulatedPacket[], oneSided: boolean): TcpTruth {
  const packets = seen.filter(({ copy }) => copy !== true);
  const connections = connectionsOf(packets);
  const count = (wanted: Connection["outcome"]) =>
    connections.filter(({ outcome }) => outcome === wanted).length;
  const isUnknown = oneSided && packets.some(({ tcp }) => tcp !== undefined);
  return {
    connections: connections.length,
    established: count("established"),
    refused: isUnknown ? null : count("refused"),
    unanswered: isUnknown ? null : count("unanswered"),
    resets: packets.filter(({ tcp }) => tcp?.kind === "resets").length,
    retransmissions: packets.filter(({ tcp }) => (tcp?.again ?? null) !== null).length,
  };
}

/** The port scan among the packets. It probes every port once. Null when there is none. */
export function countScan(packets: readonly SimulatedPacket[]): ScanTruth | null {
  const probes = connectionsOf(packets.filter(({ tcp }) => tcp?.scan === true));
  const scanner = probes[0]?.first.frame.ip?.from.address;
  if (scanner === undefined) return null;
  const count = (wanted: Connection["outcome"]) => probes.filter(({ outcome }) => outcome === wanted).length;
  return {
    scanner,
    ports: probes.length,
    open: count("established"),
    refused: count("refused"),
    silent: count("unanswered"),
  };
}
