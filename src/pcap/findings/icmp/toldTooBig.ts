import { icmpReason } from "../../protocols/icmp.ts";
import type { FinderInput } from "../finder.ts";

interface Ends {
  readonly version: number;
  readonly sender: number;
  readonly receiver: number;
}

/**
 * Whether a router asked for smaller packets on a way: what got lost there is its finding, and not that a
 * peer is silent.
 */
export function toldTooBig({ messages }: Pick<FinderInput, "messages">): (way: Ends) => boolean {
  const told = new Set(
    messages
      .list()
      .filter(({ reason }) => reason === icmpReason.tooBig)
      .map(({ version, source, destination }) => `${version} ${source} ${destination}`),
  );
  return ({ version, sender, receiver }) => told.has(`${version} ${sender} ${receiver}`);
}
