import { ipAddressKey } from "../protocols/ip.ts";
import { ipProtocolName } from "../protocols/ipProtocol.ts";
import type { Flow } from "../flows/flow.ts";
import type { AddressBook } from "./addressBook.ts";
import type { Conversation, ConversationEnd } from "./captureSummary.ts";

/** A flow with the VM's side first. @param local keys of the VM's addresses */
export function describeConversation(
  flow: Flow,
  book: AddressBook,
  local: ReadonlySet<number>,
): Conversation {
  const { version, ported } = flow;
  const localA = local.has(ipAddressKey(version, flow.addressA));
  const localB = local.has(ipAddressKey(version, flow.addressB));
  const a: ConversationEnd = { ...book.end(version, flow.addressA), port: ported ? flow.portA : null };
  const b: ConversationEnd = { ...book.end(version, flow.addressB), port: ported ? flow.portB : null };
  const turned = localB && !localA;
  return {
    protocol: ipProtocolName(flow.protocol),
    a: turned ? b : a,
    b: turned ? a : b,
    direction: localA !== localB ? "with the VM" : localA ? "internal" : "elsewhere",
    fromAToB: turned ? flow.ba : flow.ab,
    fromBToA: turned ? flow.ab : flow.ba,
  };
}
