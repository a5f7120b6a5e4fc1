import { flowsToAsk, type AskedTraffic } from "./flowsToAsk.ts";
import { ownAddresses } from "./vmNetwork.ts";
import type { AskedFlow } from "./askedFlow.ts";
import type { KnownVm, NetworkQuestion } from "./networkQuestion.ts";

/** What is asked about a VM and its traffic. Rules and routes are those of the first flow's interface. */
export function questionsFor({ vmId, network }: KnownVm, traffic: AskedTraffic): readonly NetworkQuestion[] {
  const { interfaces } = network;
  const flows = flowsToAsk(traffic, ownAddresses(network));
  const interfaceOf = ({ localAddress }: AskedFlow) =>
    interfaces.find(({ privateAddresses }) => privateAddresses.includes(localAddress));
  const about = (kind: "access" | "nextHop") =>
    flows.map((flow): NetworkQuestion => {
      const interfaceId = interfaces.length > 1 ? (interfaceOf(flow)?.id ?? null) : null;
      return { kind, vmId, interfaceId, flow };
    });
  const [first] = flows;
  const one = (first === undefined ? undefined : interfaceOf(first)) ?? interfaces[0];
  if (one === undefined) return [];
  const own = flows.filter((flow) => interfaceOf(flow) === one);
  const inForce = (["rules", "routes"] as const).map((kind) => ({ kind, interfaceId: one.id, flows: own }));
  return [...about("access"), ...about("nextHop"), ...inForce];
}
