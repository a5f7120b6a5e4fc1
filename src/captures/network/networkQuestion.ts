import type { AskedFlow } from "./askedFlow.ts";
import type { EffectiveRoutes, EffectiveRules, NextHop } from "./networkContext.ts";

/** A question to Azure about a VM's network. */
export type NetworkQuestion =
  | {
      /** Which rule decides on a flow; or where its packets, or the answers to them, go next. */
      readonly kind: "access" | "nextHop";
      readonly vmId: string;
      /** The interface of the flow's address, of a VM that has several; null: it has one. */
      readonly interfaceId: string | null;
      readonly flow: AskedFlow;
    }
  | {
      /** What is in force at an interface, and what of it decides on the flows. */
      readonly kind: "rules" | "routes";
      readonly interfaceId: string;
      readonly flows: readonly AskedFlow[];
    };

/** Azure's answer, as of `at`, ISO 8601. */
export type NetworkAnswer = { readonly at: string } & (
  | { readonly kind: "access"; readonly access: "Allow" | "Deny"; readonly rule: string | null }
  | { readonly kind: "nextHop"; readonly nextHop: NextHop }
  | { readonly kind: "rules"; readonly rules: EffectiveRules }
  | { readonly kind: "routes"; readonly routes: EffectiveRoutes }
);

/** The action that each question needs. */
export const actionOf: Readonly<Record<NetworkQuestion["kind"], string>> = {
  access: "Microsoft.Network/networkWatchers/ipFlowVerify/action",
  nextHop: "Microsoft.Network/networkWatchers/nextHop/action",
  rules: "Microsoft.Network/networkInterfaces/effectiveNetworkSecurityGroups/action",
  routes: "Microsoft.Network/networkInterfaces/effectiveRouteTable/action",
};

/** What is asked about a VM, for these flows. Rules and routes are those of the first flow's interface. */
export function questionsFor(
  vmId: string,
  interfaces: readonly { readonly id: string; readonly privateAddresses: readonly string[] }[],
  flows: readonly AskedFlow[],
): readonly NetworkQuestion[] {
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
