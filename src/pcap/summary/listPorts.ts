import { ipProtocolName } from "../protocols/ipProtocol.ts";
import { amounts } from "./amounts.ts";
import { listLength, type ServicePort } from "./captureSummary.ts";
import type { Ledger } from "../flows/ledger.ts";

/** The service ports with the most bytes. */
export function listPorts(ledger: Ledger): ServicePort[] {
  return ledger.ports.top(listLength).map((line) => {
    const [port, protocol, own] = line.key;
    const { out, into } = amounts(line);
    return {
      protocol: ipProtocolName(protocol),
      port,
      service: own === 1 ? "local" : "remote",
      outbound: out,
      inbound: into,
    };
  });
}
