import type { AskedFlow } from "./askedFlow.ts";
import type { EffectiveRoutes, EffectiveRules, NextHop } from "./networkContext.ts";
import type { VmNetwork } from "./vmNetwork.ts";

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

/** A VM whose network interfaces were read. */
export interface KnownVm {
  readonly vmId: string;
  readonly network: VmNetwork;
}
