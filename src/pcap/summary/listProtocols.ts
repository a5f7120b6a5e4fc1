import { ipProtocolName } from "../protocols/ipProtocol.ts";
import { listLength, type CaptureSummary } from "./captureSummary.ts";
import type { Ledger } from "../flows/ledger.ts";

/** The IP protocols with the most bytes. */
export function listProtocols(ledger: Ledger): CaptureSummary["protocolMix"] {
  return [...ledger.protocols]
    .sort(([, one], [, other]) => other.bytes - one.bytes)
    .slice(0, listLength)
    .map(([protocol, amount]) => ({ protocol: ipProtocolName(protocol), ...amount }));
}
